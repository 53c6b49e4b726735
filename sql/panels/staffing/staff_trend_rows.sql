-- The transcribed rows behind: How did staff change by department?
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from staff_row
order by department, year
