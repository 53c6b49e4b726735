-- The transcribed rows behind: Which occupations are reported short?
select
    occupation as what,
    occupation_en as what_en,
    wording as as_printed,
    source_id,
    source_ref,
    source_row,
    note
from kpi.shortage_matrix
where reported and region_id = $region
order by sort_order
