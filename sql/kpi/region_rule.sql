/*
title: 地域に当たる規則の値（最後の年度）
title_en: Rules that each region answers to (last fiscal year)
question: 最後の年度に、その地域の制度では、上限・単位・年度数などはいくらか（年度ごとには kpi.grant_limit）
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
select
    region_id,
    scheme_id,
    cap_yen,
    unit_yen,
    max_years,
    period_from,
    period_to,
    outside_share,
    min_fields
from kpi.grant_limit
qualify row_number() over (partition by region_id order by fiscal_year desc, scheme_id asc) = 1
