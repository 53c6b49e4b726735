-- Which fiscal years are over on the day of reading while their amounts are still planned or undecided?
select
    fiscal_year,
    make_date(fiscal_year + 1, 3, 31) as ended_on,
    count(distinct region_id) as region_count,
    max(name) as name,
    max(name_en) as name_en,
    count(distinct region_id) filter (where status = 'planned') as planned_count,
    count(distinct region_id) filter (where status = 'undecided') as undecided_count,
    (sum(amount_yen) filter (where status = 'planned'))::bigint as planned_yen,
    count(distinct scheme_id) as scheme_count,
    count(distinct payer) as payer_count,
    $today::date as read_on
from kpi.disbursement_by_year
where
    line = ''
    and status <> 'actual'
    and make_date(fiscal_year + 1, 3, 31) < $today::date
    and ($region is null or region_id = $region)
group by fiscal_year
order by fiscal_year
