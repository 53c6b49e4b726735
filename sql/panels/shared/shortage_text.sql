-- Shortages that the documents report of the regions on screen, with the words of the document.
select
    region_id || '/' || occupation_id as entry_id,
    occupation as title,
    occupation_en as title_en,
    region as owner,
    region_en as owner_en,
    region_id,
    sort_order * 1000 + region_order as place,
    source_row,
    concat_ws(chr(10), occupation, occupation_en, region, region_en, wording) as words
from kpi.shortage_matrix
where reported and state = 'present'
