/*
title: 交付金の上限までの額と残りの年度
title_en: Where each region stands with its grant
question: どの地域の交付が上限に届かず、あと何年受けられるか
grain: [region_id, scheme_id]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  region_order: {label: 地域の並び順, label_en: Order of regions, unit: 番目}
  scheme_id: {label: 制度ID, label_en: Scheme ID}
  scheme: {label: 制度, label_en: Scheme in Japanese}
  scheme_en: {label: 制度（英語）, label_en: Scheme}
  payer: {label: 支払う者, label_en: Payer in Japanese}
  used_yen: {label: 交付額（実績の累計）, label_en: Granted so far, unit: 円}
  actual_years: {label: 実績の年度数, label_en: Years with an actual amount, unit: 年度}
  ceiling_yen: {label: 上限の合計, label_en: Sum of the caps, unit: 円, note: 実績のある年度の上限の合計。上限のない年度があれば空欄, note_en: "Of the years with an actual amount; empty where one has no cap"}
  unused_yen: {label: 上限に満たない額, label_en: Left below the caps, unit: 円, note: 上限の合計から実績の累計を引いた額, note_en: "Sum of the caps less what was granted"}
  cap_use_pct: {label: 上限に対する割合, label_en: Use of the cap, unit: ％}
  last_year: {label: 実績のそろう最新の年度, label_en: Latest year actual throughout, unit: 年度, note: 見込や未定の残る年度は入らない, note_en: "Not a year that is planned or undecided in part"}
  last_yen: {label: その年度の交付額, label_en: Grant of that year, unit: 円}
  before_yen: {label: その前の年度の交付額, label_en: Grant of the year before, unit: 円, note: 前の年度に交付の表に載っていなければ空欄, note_en: "Empty where the region was not in the table of that year"}
  change_yen: {label: 前の年度からの増減, label_en: Change on the year before, unit: 円}
  next_year: {label: 見込・未定の最新の年度, label_en: Latest year planned or undecided, unit: 年度}
  next_yen: {label: その年度の見込, label_en: Planned amount of that year, unit: 円, note: 未定は空欄, note_en: "Empty: undecided"}
  next_missing: {label: 見込のない理由, label_en: Why there is no planned amount, note: undecided 未定・nobody 見込の年度がない, note_en: "undecided; nobody: no year is planned"}
  years: {label: 支援の年度数, label_en: Years of support, unit: 年度, note: 見込・未定・0円の年度を含む, note_en: "Planned, undecided and zero years counted"}
  max_years: {label: 支援の最長, label_en: Most years of support, unit: 年度}
  years_left: {label: 残りの年度数, label_en: Years left, unit: 年度, note: 最長までの年度数と、制度の最後の年度までの年度数の少ない方, note_en: "The lesser of the years up to the most, and those up to the scheme's last year"}
  in_last_year: {label: 最長の年度に達した, label_en: Has reached its last year, note: 支援の年度数による。制度が終わることによるものは含まない, note_en: "By its years of support; not because the scheme ends"}
*/
with of_year as (
    select
        region_id,
        scheme_id,
        fiscal_year,
        bool_and(status = 'actual') as paid,
        -- of an undecided part nothing is known of the whole
        case when bool_and(status = 'actual') then sum(amount_yen)::bigint end as actual_yen,
        case when bool_and(status <> 'undecided') then sum(amount_yen)::bigint end as open_yen
    from kpi.disbursement_by_year
    where line = ''
    group by region_id, scheme_id, fiscal_year
),

total as (
    select
        region_id,
        scheme_id,
        max(name) as name,
        max(name_en) as name_en,
        max(region_order) as region_order,
        max(scheme) as scheme,
        max(scheme_en) as scheme_en,
        max(payer) as payer,
        max(scheme_to) as scheme_to,
        (sum(amount_yen) filter (where status = 'actual'))::bigint as used_yen,
        count(*) filter (where status = 'actual') as actual_years,
        case
            when count(*) filter (where status = 'actual' and cap_yen is null) = 0
                then (sum(cap_yen) filter (where status = 'actual'))::bigint
        end as ceiling_yen
    from kpi.disbursement_by_year
    where line = ''
    group by region_id, scheme_id
),

ends as (
    select
        region_id,
        scheme_id,
        max(fiscal_year) filter (where paid) as last_year,
        max(fiscal_year) filter (where not paid) as next_year
    from of_year
    group by region_id, scheme_id
)

select
    total.region_id,
    total.name,
    total.name_en,
    total.region_order,
    total.scheme_id,
    total.scheme,
    total.scheme_en,
    total.payer,
    total.used_yen,
    total.actual_years,
    total.ceiling_yen,
    total.ceiling_yen - total.used_yen as unused_yen,
    100.0 * total.used_yen / nullif(total.ceiling_yen, 0) as cap_use_pct,
    ends.last_year,
    latest.actual_yen as last_yen,
    before.actual_yen as before_yen,
    latest.actual_yen - before.actual_yen as change_yen,
    ends.next_year,
    ahead.open_yen as next_yen,
    case
        when ends.next_year is null then 'nobody'
        when ahead.open_yen is null then 'undecided'
    end as next_missing,
    support.years,
    support.max_years,
    greatest(
        least(support.max_years - support.years, total.scheme_to - support.last_year), 0
    ) as years_left,
    coalesce(support.years >= support.max_years, false) as in_last_year
from total
inner join ends on total.region_id = ends.region_id and total.scheme_id = ends.scheme_id
left join of_year as latest
    on
        ends.region_id = latest.region_id
        and ends.scheme_id = latest.scheme_id
        and ends.last_year = latest.fiscal_year
left join of_year as before
    on
        ends.region_id = before.region_id
        and ends.scheme_id = before.scheme_id
        and ends.last_year - 1 = before.fiscal_year
left join of_year as ahead
    on
        ends.region_id = ahead.region_id
        and ends.scheme_id = ahead.scheme_id
        and ends.next_year = ahead.fiscal_year
left join kpi.grant_support as support
    on total.region_id = support.region_id and total.scheme_id = support.scheme_id
