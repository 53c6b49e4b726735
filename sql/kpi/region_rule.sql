/*
title: 地域に当たる規則の値
title_en: Rules that each region answers to
question: その地域の制度では、上限・単位・年度数などはいくらか
grain: [region_id]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  scheme_id: {label: 規則の制度ID, label_en: Scheme ID of the rules}
  cap_yen: {label: 1年度の上限, label_en: Yearly cap, unit: 円, note: 空欄はその制度に上限の規則がない。ほかの列も同じ, note_en: "Empty: the scheme has no such rule; so with the other columns"}
  unit_yen: {label: 交付の単位, label_en: Unit of a grant, unit: 円}
  max_years: {label: 支援の最長, label_en: Most years of support, unit: 年度}
  period_from: {label: 事業年度の始まり, label_en: First fiscal year, unit: 年度}
  period_to: {label: 事業年度の終わり, label_en: Last fiscal year, unit: 年度}
  outside_share: {label: 国の制度に入っていない構成市町村の割合の下限, label_en: Least share of members outside national schemes, unit: 比率}
  min_fields: {label: 連携する分野の下限, label_en: Least number of policy fields, unit: 分野}
*/
-- a rule counts for the regions of its own scheme alone: every view takes its value from here
select
    region.region_id,
    region.scheme_id,
    max(rule.value) filter (where rule.rule_id = 'cap_per_year')::bigint as cap_yen,
    max(rule.value) filter (where rule.rule_id = 'amount_unit')::bigint as unit_yen,
    max(rule.value) filter (where rule.rule_id = 'max_years')::bigint as max_years,
    max(rule.value) filter (where rule.rule_id = 'period_from')::bigint as period_from,
    max(rule.value) filter (where rule.rule_id = 'period_to')::bigint as period_to,
    max(rule.value) filter (where rule.rule_id = 'half_outside_national') as outside_share,
    max(rule.value) filter (where rule.rule_id = 'min_fields')::bigint as min_fields
from region
inner join scheme_rule as rule on region.scheme_id = rule.scheme_id
group by region.region_id, region.scheme_id
