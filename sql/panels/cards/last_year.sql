-- How many regions have reached the last year of their grant.
select
    count(*) filter (where overview.grant_years >= rule.max_years) as reached,
    count(*) as regions,
    min(rule.max_years) as least,
    max(rule.max_years) as most
from kpi.region_overview as overview
left join kpi.region_rule as rule using (region_id)
where
    overview.grant_years is not null
    and overview.state = 'present'
    and ($region is null or region_id = $region)
