-- Grants by region and fiscal year, with their share of the cap.
select
    *,
    case when status = 'undecided' then 'undecided' end as why,
    region_id = $region as focus,
    case when status = 'actual' then least(cap_use_pct / 100, 1) end as cap_share
from kpi.disbursement_by_year
where $region is null or region_id = $region
order by region_order, scheme_from nulls first, scheme_id, line nulls first, fiscal_year, status
