-- The census ages of 2020 of members and of the prefectures that stand beside them: those aged 65 and over,
-- and the groups that they are a share of.
select distinct
    age_row.what,
    age_row.what_en,
    age_row.as_printed,
    age_row.source_id,
    age_row.source_ref,
    age_row.source_row,
    age_row.note
from age_row
inner join place using (municipality_code)
where age_row.year = 2020 and age_row.age_group in ('0-14', '15-64', '65+')
order by age_row.what, age_row.source_row
