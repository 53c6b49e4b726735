-- The transcribed rows behind: Where are candidates short?
select
    name || ' ' || category as what,
    name_en || ', ' || category_en as what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from quoted_rate
order by source_row
