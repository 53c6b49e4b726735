-- The transcribed rows behind: In which fields does it cooperate?
select
    field as what,
    field_en as what_en,
    label_as_printed as as_printed,
    source_id,
    source_ref,
    source_row,
    note
from kpi.field_matrix
where marked and region_id = $region
order by sort_order
