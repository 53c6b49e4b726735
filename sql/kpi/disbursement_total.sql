/*
title: 年度別の交付額
title_en: Grants by fiscal year
question: 年度ごとに、いくら交付されたか
grain: [fiscal_year, status]
columns:
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度}
  status: {label: 区分, label_en: Status, note: actual 実績・planned 見込・undecided 未定, note_en: "actual, planned, undecided"}
  region_count: {label: 地域数, label_en: Regions, unit: 地域}
  known_count: {label: 金額のある地域数, label_en: Regions with an amount, unit: 地域, note: 未定の地域は金額がない, note_en: "Undecided regions have no amount"}
  amount_yen: {label: 交付額, label_en: Grant, unit: 円}
  cap_yen: {label: 上限の合計, label_en: Sum of the caps, unit: 円, note: 上限1000万円 × 地域数, note_en: "Cap of 10 million yen times the number of regions"}
  cap_use_pct: {label: 上限に対する割合, label_en: Use of the cap, unit: ％}
*/
select
    fiscal_year,
    status,
    count(*) as region_count,
    count(amount_yen) as known_count,
    sum(amount_yen)::bigint as amount_yen,
    case when count(cap_yen) = count(*) then sum(cap_yen)::bigint end as cap_yen,
    -- both sums over the same regions: those whose amount and cap are known
    100.0 * sum(amount_yen) filter (where cap_yen is not null)
    / nullif(sum(cap_yen) filter (where amount_yen is not null), 0) as cap_use_pct
from kpi.disbursement_by_year
group by fiscal_year, status
