/*
title: 交付の合計
title_en: Totals of the grants
question: これまでにいくら交付され、上限に対してどれだけか
grain: [scope]
columns:
  scope: {label: 範囲, label_en: Scope, note: 地域ID。allは交付の表に載るすべての地域, note_en: "A region's ID; all: every region in the grant table"}
  scheme_count: {label: 実績の制度の数, label_en: Schemes with an actual amount, unit: 制度, note: 2以上なら、実績は違う制度の交付の合計, note_en: "From 2 on the actual amounts are sums over different schemes"}
  payer_count: {label: 実績を支払う者の数, label_en: Payers of actual amounts, unit: 者, note: 2以上なら、実績は違う者が支払う交付の合計, note_en: "From 2 on the actual amounts are sums over what different payers pay"}
  region_count: {label: 実績のある地域, label_en: Regions with an actual amount, unit: 地域}
  actual_yen: {label: 実績の合計, label_en: Actual, unit: 円}
  actual_rows: {label: 実績の地域・年度, label_en: Region-years with an actual amount, unit: 地域・年度}
  cap_yen: {label: 上限の合計, label_en: Sum of the caps, unit: 円, note: 実績のある地域・年度ごとに、その地域の制度の上限。上限のない制度があれば空欄, note_en: "Of each region-year with an actual amount, by its own scheme; empty where one has no cap"}
  cap_use_pct: {label: 上限に対する割合, label_en: Use of the cap, unit: ％}
  uncapped_rows: {label: 上限のない地域・年度, label_en: Region-years without a cap, unit: 地域・年度}
  actual_year: {label: 実績のある最新の年度, label_en: Latest year with an actual amount, unit: 年度}
  actual_year_yen: {label: その年度の実績, label_en: Actual amounts of that year, unit: 円}
  actual_year_regions: {label: その年度に実績のある地域, label_en: Regions with an actual amount in that year, unit: 地域}
  actual_year_open: {label: その年度が見込・未定の地域, label_en: Regions planned or undecided in that year, unit: 地域, note: 0でなければ、その年度の実績はまだ一部, note_en: "Not 0: that year's actual amounts are of some regions only"}
  actual_year_schemes: {label: その年度の実績の制度の数, label_en: Schemes with an actual amount in that year, unit: 制度}
  planned_year: {label: 見込・未定のある最新の年度, label_en: Latest year planned or undecided, unit: 年度}
  planned_yen: {label: その年度の見込, label_en: Planned amounts of that year, unit: 円}
  planned_schemes: {label: その年度の見込の制度の数, label_en: Schemes with a planned amount in that year, unit: 制度}
  planned_payers: {label: その年度の見込を支払う者の数, label_en: Payers of planned amounts of that year, unit: 者}
  planned_regions: {label: その年度に見込のある地域, label_en: Regions with a planned amount in that year, unit: 地域}
  undecided_regions: {label: その年度が未定の地域, label_en: Regions undecided in that year, unit: 地域}
*/
with scoped as (
    select
        region_id as scope,
        *
    from kpi.disbursement_by_year
    where line = ''
    union all
    select
        'all' as scope,
        *
    from kpi.disbursement_by_year
    where line = ''
),

ends as (
    select
        scope,
        max(fiscal_year) filter (where status = 'actual') as actual_year,
        max(fiscal_year) filter (where status <> 'actual') as planned_year
    from scoped
    group by scope
),

counted as (
    select
        scoped.scope,
        ends.actual_year,
        ends.planned_year,
        count(distinct scoped.scheme_id) filter (
            where scoped.status = 'actual' and scoped.fiscal_year = ends.actual_year
        ) as actual_year_schemes,
        count(distinct scoped.scheme_id) filter (
            where scoped.status = 'planned' and scoped.fiscal_year = ends.planned_year
        ) as planned_schemes,
        count(distinct scoped.payer) filter (
            where scoped.status = 'planned' and scoped.fiscal_year = ends.planned_year
        ) as planned_payers,
        (count(distinct scoped.scheme_id) filter (where scoped.status = 'actual'))::integer
            as scheme_count,
        (count(distinct scoped.payer) filter (where scoped.status = 'actual'))::integer
            as payer_count,
        count(distinct scoped.region_id) filter (where scoped.status = 'actual') as region_count,
        (sum(scoped.amount_yen) filter (where scoped.status = 'actual'))::bigint as actual_yen,
        count(distinct concat_ws(' ', scoped.region_id, scoped.fiscal_year)) filter (
            where scoped.status = 'actual'
        ) as actual_rows,
        (sum(scoped.cap_yen) filter (where scoped.status = 'actual'))::bigint as cap_yen,
        count(*) filter (where scoped.status = 'actual' and scoped.cap_yen is null)
            as uncapped_rows,
        (
            sum(scoped.amount_yen) filter (
                where scoped.status = 'actual' and scoped.fiscal_year = ends.actual_year
            )
        )::bigint as actual_year_yen,
        count(distinct scoped.region_id) filter (
            where scoped.status = 'actual' and scoped.fiscal_year = ends.actual_year
        ) as actual_year_regions,
        count(distinct scoped.region_id) filter (
            where scoped.status <> 'actual' and scoped.fiscal_year = ends.actual_year
        ) as actual_year_open,
        (
            sum(scoped.amount_yen) filter (
                where scoped.status = 'planned' and scoped.fiscal_year = ends.planned_year
            )
        )::bigint as planned_yen,
        count(distinct scoped.region_id) filter (
            where scoped.status = 'planned' and scoped.fiscal_year = ends.planned_year
        ) as planned_regions,
        count(distinct scoped.region_id) filter (
            where scoped.status = 'undecided' and scoped.fiscal_year = ends.planned_year
        ) as undecided_regions
    from scoped
    inner join ends on scoped.scope = ends.scope
    group by scoped.scope, ends.actual_year, ends.planned_year
)

select
    scope,
    scheme_count,
    payer_count,
    region_count,
    actual_yen,
    actual_rows,
    case when uncapped_rows = 0 then cap_yen end as cap_yen,
    case when uncapped_rows = 0 then 100.0 * actual_yen / nullif(cap_yen, 0) end as cap_use_pct,
    uncapped_rows,
    actual_year,
    actual_year_yen,
    actual_year_regions,
    actual_year_open,
    actual_year_schemes,
    planned_year,
    planned_yen,
    planned_schemes,
    planned_payers,
    planned_regions,
    undecided_regions
from counted
