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
  row_count: {label: 交付の件数, label_en: Grants counted, unit: 件}
  inferred_count: {label: 区分が推定の件数, label_en: Grants whose status is inferred, unit: 件}
  scheme_count: {label: 制度の数, label_en: Schemes, unit: 制度, note: 2以上なら、額は違う制度の交付の合計, note_en: "From 2 on the amount is a sum over different schemes"}
  payer_count: {label: 支払う者の数, label_en: Payers, unit: 者, note: 2以上なら、額は違う者が支払う交付の合計, note_en: "From 2 on the amount is a sum over what different payers pay"}
  scheme: {label: 制度, label_en: Schemes in Japanese}
  scheme_en: {label: 制度（英語）, label_en: Schemes}
  cap_yen: {label: 上限の合計, label_en: Sum of the caps, unit: 円, note: 地域ごとにその制度の上限。上限のない制度があれば空欄, note_en: "Of each region by its own scheme; empty where one has no cap"}
  cap_use_pct: {label: 上限に対する割合, label_en: Use of the cap, unit: ％, note: 金額のある地域について。上限のない制度があれば空欄, note_en: "Of the regions with an amount; empty where one has no cap"}
  cap_missing: {label: 割合のない理由, label_en: Why there is no share, note: undecided 未定・no_cap 上限のない制度, note_en: "undecided, no_cap"}
*/
select
    fiscal_year,
    status,
    count(distinct region_id) as region_count,
    count(distinct region_id) filter (where amount_yen is not null) as known_count,
    sum(amount_yen)::bigint as amount_yen,
    count(*)::integer as row_count,
    (count(*) filter (where status_basis = 'inferred'))::integer as inferred_count,
    count(distinct scheme_id)::integer as scheme_count,
    count(distinct payer)::integer as payer_count,
    string_agg(distinct scheme, '・' order by scheme) as scheme,
    string_agg(distinct scheme_en, ', ' order by scheme_en) as scheme_en,
    case when count(cap_yen) = count(*) then sum(cap_yen)::bigint end as cap_yen,
    -- both sums over the same regions, those with an amount; none where one of them has no cap
    case
        when count(*) filter (where cap_missing = 'no_cap') = 0
            then
                100.0 * sum(amount_yen)
                / nullif(sum(cap_yen) filter (where amount_yen is not null), 0)
    end as cap_use_pct,
    case
        when count(amount_yen) = 0 then 'undecided'
        when count(*) filter (where cap_missing = 'no_cap') > 0 then 'no_cap'
    end as cap_missing
from kpi.disbursement_by_year
where line = ''
group by fiscal_year, status
