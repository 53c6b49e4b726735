-- The transcribed rows behind: Who has agreed on what with whom?
select
    agreement.name as what,
    coalesce(agreement.name_en, agreement.name) as what_en,
    agreement.as_printed,
    agreement.source_id,
    agreement.source_ref,
    agreement.source_row,
    agreement.note
from agreement
union all
select
    region.name as what,
    region.name_en as what_en,
    region.as_printed,
    region.source_id,
    region.source_ref,
    region.source_row,
    region.note
from region
where
    region.scheme <> 'council'
    and (len($within) = 0 or list_contains($within, region.region_id))
order by source_row
