-- How much was granted each year?
select
    total.fiscal_year,
    total.status,
    total.amount_yen,
    total.region_count,
    total.cap_use_pct,
    total.cap_missing,
    null as name,
    null as name_en,
    case when total.status = 'undecided' then 'undecided' end as why,
    total.scheme_count as schemes,
    total.payer_count as payers,
    total.row_count,
    total.inferred_count,
    total.scheme,
    total.scheme_en
from kpi.disbursement_total as total
where $region is null
union all
select
    fiscal_year,
    status,
    sum(amount_yen)::bigint,
    1,
    case
        when count(*) filter (where cap_missing = 'no_cap') = 0
            then 100.0 * sum(amount_yen) / nullif(sum(cap_yen), 0)
    end,
    min(cap_missing),
    max(name),
    max(name_en),
    case when status = 'undecided' then 'undecided' end,
    count(distinct scheme_id),
    count(distinct payer),
    count(*),
    count(*) filter (where status_basis = 'inferred'),
    string_agg(distinct scheme, '・' order by scheme),
    string_agg(distinct scheme_en, ', ' order by scheme_en)
from kpi.disbursement_by_year
where region_id = $region and line = ''
group by fiscal_year, status
order by fiscal_year, status
