-- The transcribed rows behind: Which regions cooperate in which fields?
select
    region || ' ' || field as what,
    region_en || ', ' || field_en as what_en,
    label_as_printed as as_printed,
    source_id,
    source_ref,
    source_row,
    note
from kpi.field_matrix
where marked and (len($within) = 0 or list_contains($within, region_id))
order by region_order, sort_order
