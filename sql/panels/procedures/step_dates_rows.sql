-- The transcribed rows behind: What is due next, and what has passed its day?
select distinct
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from due_row
where len($within) = 0 or list_contains($within, region_id)
order by source_row, what
