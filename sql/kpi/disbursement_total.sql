/*
title: 年度別の交付額
title_en: Grants by fiscal year
question: 年度ごとに、いくら交付されたか
grain: [fiscal_year, status]
columns:
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度}
  status: {label: 区分, label_en: Status, note: actual 実績・planned 見込・undecided 未定}
  region_count: {label: 地域数, label_en: Regions, unit: 地域}
  known_count: {label: 金額のある地域数, label_en: Regions with an amount, unit: 地域, note: 未定の地域は金額がない}
  amount_yen: {label: 交付額, label_en: Grant, unit: 円}
  cap_yen: {label: 上限の合計, label_en: Sum of the caps, unit: 円, note: 上限1000万円 × 地域数}
  cap_use_pct: {label: 上限に対する割合, label_en: Use of the cap, unit: ％}
*/
with cap as (
    select max(value) as cap_yen
    from scheme_rule
    where rule_id = 'cap_per_year'
)

select
    disbursement.fiscal_year,
    disbursement.status,
    count(*) as region_count,
    count(disbursement.amount_yen) as known_count,
    sum(disbursement.amount_yen)::bigint as amount_yen,
    (count(*) * max(cap.cap_yen))::bigint as cap_yen,
    100.0 * sum(disbursement.amount_yen)
    / nullif(count(disbursement.amount_yen) * max(cap.cap_yen), 0) as cap_use_pct
from disbursement
cross join cap
group by disbursement.fiscal_year, disbursement.status
