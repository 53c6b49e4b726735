/*
title: 地域・年度別の交付額
title_en: Grants by region and fiscal year
question: どの地域が、いつ、いくら交付を受けたか
grain: [region_id, fiscal_year]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  region_order: {label: 地域の並び順, label_en: Order of regions, unit: 番目}
  scheme_id: {label: 規則の制度ID, label_en: Scheme ID of the rules}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度}
  status: {label: 区分, label_en: Status, note: actual 実績・planned 見込・undecided 未定, note_en: "actual, planned, undecided"}
  amount_yen: {label: 交付額, label_en: Grant, unit: 円, note: 未定は空欄。0円は交付がなかった年度, note_en: "Empty: undecided; 0 yen: a year without a grant"}
  cap_yen: {label: 上限, label_en: Cap, unit: 円, note: その地域の制度の1年度の上限。空欄は上限のない制度, note_en: "Yearly cap of the region's scheme; empty: a scheme without a cap"}
  cap_use_pct: {label: 上限に対する割合, label_en: Use of the cap, unit: ％, note: その地域の制度の1年度の上限に対して, note_en: "Of the yearly cap of the region's own scheme"}
  cap_missing: {label: 割合のない理由, label_en: Why there is no share, note: undecided 未定・no_cap 上限のない制度, note_en: "undecided, no_cap"}
  ceiling_yen: {label: 上限の積み上げ, label_en: Caps added up, unit: 円, note: 表に載る最初の年度からその年度まで, note_en: "From the first year in the table to this one"}
  cumulative_yen: {label: 累計, label_en: Cumulative, unit: 円, note: 見込を含む。未定の年度からは空欄, note_en: "Planned amounts included; empty from an undecided year on"}
  yen_per_resident: {label: 住民一人当たり, label_en: Per resident, unit: 円/人, note: 令和2年国勢調査の人口（その年度の構成市町村、kpi.fiscal_member）, note_en: "Population of the 2020 census (members of that fiscal year, kpi.fiscal_member)"}
  grant_year: {label: 交付の何年度目, label_en: Year of support, unit: 年度目, note: 表に載る最初の年度を1とする, note_en: "The first year in the table counts as 1"}
  as_printed: {label: 原文の表記, label_en: As printed}
  source_id: {label: 出典ID, label_en: Source ID}
  source_ref: {label: 資料の見出し, label_en: Heading in the document}
  source_row: {label: 転記ファイルと行, label_en: Transcribed file and row}
  note: {label: 注記, label_en: Note}
  flag: {label: 要確認とした理由, label_en: Why it is flagged, note: 規則に外れたが、理由を付けて認めた値, note_en: "Outside a rule, accepted with a reason"}
  flag_en: {label: 要確認とした理由（英語）, label_en: Why it is flagged (English)}
*/
with accepted as (
    select
        source_row,
        string_agg(reason, '。' order by rule) as flag,
        string_agg(reason_en, '. ' order by rule) as flag_en
    from accepted_doubt
    group by source_row
)

select
    disbursement.region_id,
    region.name,
    region.name_en,
    region.sort_order as region_order,
    disbursement.scheme_id,
    disbursement.fiscal_year,
    disbursement.status,
    disbursement.amount_yen,
    rule.cap_yen,
    100.0 * disbursement.amount_yen / nullif(rule.cap_yen, 0) as cap_use_pct,
    case
        when disbursement.amount_yen is null then 'undecided'
        when coalesce(rule.cap_yen, 0) = 0 then 'no_cap'
    end as cap_missing,
    (sum(rule.cap_yen) over so_far)::bigint as ceiling_yen,
    case
        when count(*) over so_far = count(disbursement.amount_yen) over so_far
            then (sum(disbursement.amount_yen) over so_far)::bigint
    end as cumulative_yen,
    disbursement.amount_yen / nullif(resident.population_2020, 0) as yen_per_resident,
    count(*) over so_far as grant_year,
    disbursement.as_printed,
    disbursement.source_id,
    disbursement.source_ref,
    disbursement.source_row,
    disbursement.note,
    accepted.flag,
    accepted.flag_en
from disbursement
inner join region on disbursement.region_id = region.region_id
left join kpi.grant_limit as rule
    on
        disbursement.region_id = rule.region_id
        and disbursement.scheme_id = rule.scheme_id
        and disbursement.fiscal_year = rule.fiscal_year
left join kpi.fiscal_resident as resident
    on
        disbursement.region_id = resident.region_id
        and disbursement.fiscal_year = resident.fiscal_year
left join accepted on disbursement.source_row = accepted.source_row
window so_far as (partition by disbursement.region_id order by disbursement.fiscal_year)
