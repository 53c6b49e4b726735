-- Who uses how much of the cap?
select
    region_id,
    name,
    name_en,
    cap_use_pct,
    disbursed_yen,
    actual_years,
    case when disbursed_yen is null then 'unregistered' else 'no_cap' end as cap_missing,
    region_id = $region as focus,
    rank() over (order by cap_use_pct desc nulls last) as place,
    count(cap_use_pct) over () as known,
    count(*) over (partition by cap_use_pct) as sharing,
    (
        select min(fiscal_year) from disbursement
        where status = 'actual'
    ) as first_year,
    (
        select max(fiscal_year) from disbursement
        where status = 'actual'
    ) as last_year
from kpi.region_overview
where scheme = 'grant'
order by cap_use_pct desc nulls last, name asc
