-- The transcribed rows behind: Which project was active when?
select
    name || ' ' || fiscal_year || '年度' as what,
    name_en || ', FY' || fiscal_year as what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from kpi.project_timeline
where len($within) = 0 or list_contains($within, region_id)
order by region_order, name, fiscal_year
