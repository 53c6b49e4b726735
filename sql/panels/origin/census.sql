-- The population of members in the census of 2020.
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from member_population
where series = 'census' and year = 2020 and age_group = 'total'
order by what, source_row
