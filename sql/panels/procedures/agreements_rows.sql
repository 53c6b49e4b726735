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
inner join own_agreement using (agreement_id)
union all
select
    region.name as what,
    region.name_en as what_en,
    region_printed.as_printed,
    region_printed.source_id,
    region_printed.source_ref,
    region_printed.source_row,
    region_printed.note
from region
inner join region_printed using (region_id)
where
    region_printed.column_name = 'agreement_on'
    and region.scheme <> 'council'
    and (len($within) = 0 or list_contains($within, region.region_id))
order by source_row
