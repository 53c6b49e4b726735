/*
title: 交付に当たる規則の値
title_en: Rules that each grant answers to
question: その地域・年度の制度では、上限・単位・年度数などはいくらか
grain: [region_id, scheme_id, fiscal_year]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  scheme_id: {label: 制度ID, label_en: Scheme ID}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度}
  cap_yen: {label: 1年度の上限, label_en: Yearly cap, unit: 円, note: その地域の上限（構成市町村ごとの分を含む）。空欄はその制度に上限の規則がない。ほかの列も同じ, note_en: "Of the region, with what is added for each member; empty: the scheme has no such rule; so with the other columns"}
  unit_yen: {label: 交付の単位, label_en: Unit of a grant, unit: 円}
  rate: {label: 交付率, label_en: Rate of the eligible costs, unit: 比率}
  max_years: {label: 支援の最長, label_en: Most years of support, unit: 年度}
  period_from: {label: 事業年度の始まり, label_en: First fiscal year, unit: 年度}
  period_to: {label: 事業年度の終わり, label_en: Last fiscal year, unit: 年度}
  outside_share: {label: 国の制度に入っていない構成市町村の割合の下限, label_en: Least share of members outside national schemes, unit: 比率}
  min_fields: {label: 連携する分野の下限, label_en: Least number of policy fields, unit: 分野}
*/
-- which rule holds for which grant is decided once, in the table grant_rule
select
    region_id,
    scheme_id,
    fiscal_year,
    max(value) filter (where rule_id = 'cap_per_year')::bigint as cap_yen,
    max(value) filter (where rule_id = 'amount_unit')::bigint as unit_yen,
    max(value) filter (where rule_id = 'rate') as rate,
    max(value) filter (where rule_id = 'max_years')::bigint as max_years,
    max(value) filter (where rule_id = 'period_from')::bigint as period_from,
    max(value) filter (where rule_id = 'period_to')::bigint as period_to,
    max(value) filter (where rule_id = 'half_outside_national') as outside_share,
    max(value) filter (where rule_id = 'min_fields')::bigint as min_fields
from grant_rule
where member_kind is null
group by region_id, scheme_id, fiscal_year
