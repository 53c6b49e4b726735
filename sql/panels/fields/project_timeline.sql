-- Which project was active when?
select
    *,
    coalesce($year, max(fiscal_year) over ()) as told_year
from kpi.project_timeline
where $region is null or region_id = $region
order by region_order, name, fiscal_year
