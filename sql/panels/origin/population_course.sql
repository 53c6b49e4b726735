-- The population of members in every year that is drawn: censuses, the newest count, the projection.
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from member_population
where age_group = 'total'
order by what, source_row
