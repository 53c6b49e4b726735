-- What was granted, and how many points call for attention.
select
    total.*,
    (
        select count(*) from attention_point
        where $region is null or region_id = $region
    ) as points
from (select coalesce($region, 'all') as scope) as focus
left join kpi.grant_total as total on focus.scope = total.scope
