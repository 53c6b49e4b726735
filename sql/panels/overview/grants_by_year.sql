-- How much was granted each year?
select
    fiscal_year,
    status,
    amount_yen,
    region_count,
    cap_use_pct,
    cap_missing,
    null as name,
    null as name_en,
    case when status = 'undecided' then 'undecided' end as why,
    (
        select scheme_count from kpi.grant_total
        where scope = 'all'
    ) as schemes
from kpi.disbursement_total
where $region is null
union all
select
    fiscal_year,
    status,
    amount_yen,
    1,
    cap_use_pct,
    cap_missing,
    name,
    name_en,
    case when status = 'undecided' then 'undecided' end,
    1
from kpi.disbursement_by_year
where region_id = $region
order by fiscal_year, status
