-- The age groups of members in every year that the table of the course has: censuses and projection.
select distinct
    age_row.what,
    age_row.what_en,
    age_row.as_printed,
    age_row.source_id,
    age_row.source_ref,
    age_row.source_row,
    age_row.note
from age_row
inner join standing_member using (municipality_code)
where
    age_row.age_group in ('0-14', '15-64', '65+', '75+')
    and (len($within) = 0 or list_contains($within, standing_member.region_id))
union all
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from member_population
where series = 'projection' and age_group in ('0-14', '15-64', '65+')
order by what, source_row
