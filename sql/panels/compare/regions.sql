-- The regions, the one granted most first.
select
    region_id,
    name,
    name_en
from kpi.region_overview
where state = 'present'
order by disbursed_yen desc nulls last, region_id asc
