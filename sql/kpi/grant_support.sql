/*
title: 制度ごとの支援の始めから終わりまで
title_en: Support of a region by a scheme, from first to last year
question: その地域は、その制度から、いつからいつまで、どの規則の下で支援を受けたか
grain: [region_id, scheme_id]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  scheme_id: {label: 制度ID, label_en: Scheme ID}
  first_year: {label: 最初の年度, label_en: First fiscal year, unit: 年度}
  last_year: {label: 最後の年度, label_en: Last fiscal year, unit: 年度}
  latest: {label: その地域の最後の支援, label_en: The region's latest support}
  years: {label: 支援の年度数, label_en: Years of support, unit: 年度, note: 見込・未定・0円の年度を含む, note_en: "Planned, undecided and zero years counted"}
  known_years: {label: 金額のわかる年度, label_en: Years with an amount, unit: 年度}
  largest_yen: {label: 最も多い年度の額, label_en: Largest yearly amount, unit: 円}
  capped: {label: どの年度にも上限がある, label_en: A cap in every year}
  cap: {label: 上限（千円）, label_en: Cap in thousand yen, note: 年度によって違えば 低い額～高い額, note_en: "From - to where it differs between years"}
  in_units: {label: どの年度にも単位がある, label_en: A unit in every year}
  unit: {label: 単位（千円）, label_en: Unit in thousand yen, note: 年度によって違えば 小さい額～大きい額, note_en: "From - to where it differs between years"}
  rate_pct: {label: 交付率, label_en: Rate of the eligible costs, unit: ％}
  costs: {label: 対象経費がすべてわかる, label_en: Eligible costs all known}
  max_years: {label: 支援の最長, label_en: Most years of support, unit: 年度, note: 最後の年度の規則。ほかの規則も同じ, note_en: "By the rules of the last year; so the other rules"}
  period_from: {label: 事業年度の始まり, label_en: First fiscal year of the scheme, unit: 年度}
  period_to: {label: 事業年度の終わり, label_en: Last fiscal year of the scheme, unit: 年度}
  outside_share: {label: 国の制度に入っていない構成市町村の割合の下限, label_en: Least share of members outside national schemes, unit: 比率}
  min_fields: {label: 連携する分野の下限, label_en: Least number of policy fields, unit: 分野}
  open_year: {label: 未定の最初の年度, label_en: First undecided year, unit: 年度}
  over_year: {label: 上限を超えた最後の年度, label_en: Last year above the cap, unit: 年度}
  odd_year: {label: 単位に合わない最後の年度, label_en: Last year off the unit, unit: 年度}
  above_year: {label: 交付率を超えた最後の年度, label_en: Last year above the rate, unit: 年度}
*/
-- what is paid to several members of a region counts together; of a year whose amount is open, nothing is
-- known of the whole
with judged_grant as (
    select
        disbursement.region_id,
        disbursement.scheme_id,
        disbursement.fiscal_year,
        limits.cap_yen,
        limits.unit_yen,
        limits.rate,
        limits.max_years,
        limits.period_from,
        limits.period_to,
        limits.outside_share,
        limits.min_fields,
        sum(disbursement.amount_yen)::bigint as amount_yen,
        count(disbursement.amount_yen) = count(*) as known,
        bool_or(disbursement.amount_yen % nullif(limits.unit_yen, 0) <> 0) as odd,
        bool_or(disbursement.amount_yen > limits.rate * disbursement.cost_yen) as above_rate,
        count(disbursement.cost_yen) = count(*) as costs
    from disbursement
    inner join kpi.grant_limit as limits
        on
            disbursement.region_id = limits.region_id
            and disbursement.scheme_id = limits.scheme_id
            and disbursement.fiscal_year = limits.fiscal_year
    where disbursement.line is null
    group by all
)

-- each year by the rules of its own
select
    region_id,
    scheme_id,
    min(fiscal_year) as first_year,
    max(fiscal_year) as last_year,
    row_number() over (partition by region_id order by max(fiscal_year) desc, scheme_id) = 1
        as latest,
    count(*) as years,
    count(*) filter (where known) as known_years,
    max(amount_yen) as largest_yen,
    count(cap_yen) = count(*) as capped,
    concat_ws(
        '～', nullif(min(cap_yen) // 1000, max(cap_yen) // 1000), max(cap_yen) // 1000
    ) as cap,
    count(nullif(unit_yen, 0)) = count(*) as in_units,
    concat_ws(
        '～', nullif(min(unit_yen) // 1000, max(unit_yen) // 1000), max(unit_yen) // 1000
    ) as unit,
    max(100 * rate) as rate_pct,
    bool_and(costs) as costs,
    arg_max(max_years, fiscal_year) as max_years,
    arg_max(period_from, fiscal_year) as period_from,
    arg_max(period_to, fiscal_year) as period_to,
    arg_max(outside_share, fiscal_year) as outside_share,
    arg_max(min_fields, fiscal_year) as min_fields,
    min(fiscal_year) filter (where not known) as open_year,
    max(fiscal_year) filter (where amount_yen > cap_yen) as over_year,
    max(fiscal_year) filter (where odd) as odd_year,
    max(fiscal_year) filter (where above_rate) as above_year
from judged_grant
group by region_id, scheme_id
