-- How close is the total to its ceiling?
select
    *,
    case when cumulative_yen is null then 'undecided' end as why,
    case when ceiling_yen is null then 'no_cap' end as ceiling_missing
from kpi.disbursement_by_year
where $region is null or region_id = $region
order by region_order, scheme_from nulls first, scheme_id, line nulls first, fiscal_year, status
