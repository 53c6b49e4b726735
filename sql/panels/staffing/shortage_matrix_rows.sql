-- The transcribed rows behind: Which occupations are reported short, and where?
select
    region || ' ' || occupation as what,
    region_en || ', ' || occupation_en as what_en,
    wording as as_printed,
    source_id,
    source_ref,
    source_row,
    note
from kpi.shortage_matrix
where reported and (len($within) = 0 or list_contains($within, region_id))
order by region_order, sort_order
