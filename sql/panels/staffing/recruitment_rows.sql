-- The transcribed rows behind: How did recruitment change?
select
    region.name || ' ' || occupation.name || ' ' || fiscal_year || '年度' as what,
    region.name_en || ', ' || occupation.name_en || ', FY' || fiscal_year as what_en,
    recruitment.as_printed,
    recruitment.source_id,
    recruitment.source_ref,
    recruitment.source_row,
    recruitment.note
from recruitment
inner join region using (region_id)
inner join occupation using (occupation_id)
where len($within) = 0 or list_contains($within, recruitment.region_id)
order by occupation.sort_order, fiscal_year
