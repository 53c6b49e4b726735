-- The transcribed rows behind the change of population.
select distinct
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from census_row
order by what, source_row
