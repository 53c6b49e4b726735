-- Members aged 65 and over as projected for 2050.
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from member_population
where series = 'projection' and year = 2050 and age_group = '65+'
order by what, source_row
