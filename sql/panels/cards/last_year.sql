-- How many regions have reached the last year of their grant.
select
    count(*) filter (where support.years >= support.max_years) as reached,
    count(*) as regions,
    min(support.max_years) as least,
    max(support.max_years) as most,
    -- of one year alone: schemes that end in different years say so each by itself
    case
        when min(support.period_to) = max(support.period_to) and count(support.period_to) = count(*)
            then max(support.period_to)::bigint
    end as ends
from kpi.region_overview as overview
left join kpi.grant_support as support
    on overview.region_id = support.region_id and support.latest
where
    overview.grant_years is not null
    and overview.state = 'present'
    and ($region is null or overview.region_id = $region)
