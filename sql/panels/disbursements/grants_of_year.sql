-- Who receives how much in the year ($year, or the latest)?
select
    by_year.*,
    case when by_year.amount_yen is null then 'undecided' end as why,
    (
        sum(by_year.amount_yen) filter (where by_year.line = '')
            over (partition by by_year.status)
    )::bigint as status_yen
from kpi.disbursement_by_year as by_year
where
    by_year.fiscal_year = coalesce($year, (select max(disbursement.fiscal_year) from disbursement))
    and ($region is null or by_year.region_id = $region)
order by by_year.amount_yen desc nulls last, by_year.region_order asc
