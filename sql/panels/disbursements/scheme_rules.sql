-- Which rules hold for whom?
select
    *,
    rule || '（' || article || '）' as named,
    rule_en || ' (' || article || ')' as named_en,
    (select min(source_id) from national_area_extent) as list_source
from kpi.scheme_check
where $region is null or region_id = $region
order by region_order, rule_id
