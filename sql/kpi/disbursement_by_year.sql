/*
title: 地域・年度別の交付額
title_en: Grants by region and fiscal year
question: どの地域が、いつ、いくら交付を受けたか
grain: [region_id, fiscal_year, scheme_id, line, status]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  region_order: {label: 地域の並び順, label_en: Order of regions, unit: 番目}
  series: {label: 地域（制度が二つ以上ならその名も）, label_en: Region in Japanese, note: 図の一つの並び。制度とお金の名ごとに分かれ、足し合わせない, note_en: "One series of a chart: of one scheme and line; never added up"}
  series_en: {label: 地域（制度が二つ以上ならその名も、英語）, label_en: Region with its scheme where it has several}
  scheme_id: {label: 制度ID, label_en: Scheme ID}
  scheme: {label: 制度, label_en: Scheme in Japanese}
  scheme_en: {label: 制度（英語）, label_en: Scheme}
  scheme_colour: {label: 制度の色, label_en: Colour of the scheme}
  payer: {label: 支払う者, label_en: Payer in Japanese}
  payer_en: {label: 支払う者（英語）, label_en: Payer}
  scheme_from: {label: 制度の最初の年度, label_en: First fiscal year of the scheme, unit: 年度}
  scheme_to: {label: 制度の最後の年度, label_en: Last fiscal year of the scheme, unit: 年度}
  line: {label: お金の名, label_en: Line, note: 空欄は制度の交付そのもの。名のあるお金は規則に当てず、合計に入れない, note_en: "Empty: the scheme's own grant; money of a name answers to no rule and is in no sum"}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度}
  status: {label: 区分, label_en: Status, note: actual 実績・planned 見込・undecided 未定, note_en: "actual, planned, undecided"}
  status_basis: {label: 区分の根拠, label_en: Basis of the status, note: printed 印字・inferred 推定。空欄はどちらとも書かれていない, note_en: "printed, inferred; empty: not said"}
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
),

-- what several members receive counts together; what was paid and what is planned never do
grants as (
    select
        disbursement.region_id,
        disbursement.scheme_id,
        disbursement.line,
        disbursement.fiscal_year,
        disbursement.status,
        min(disbursement.status_basis) as status_basis,  -- inferred, where one of them is
        case
            when count(disbursement.amount_yen) = count(*)
                then sum(disbursement.amount_yen)::bigint
        end as amount_yen,
        string_agg(disbursement.as_printed, '＋' order by disbursement.source_row) as as_printed,
        min(disbursement.source_id) as source_id,
        min(disbursement.source_ref) as source_ref,
        min(disbursement.source_row) as source_row,
        string_agg(distinct disbursement.note, '。' order by disbursement.note) as note,
        string_agg(distinct accepted.flag, '。' order by accepted.flag) as flag,
        string_agg(distinct accepted.flag_en, '. ' order by accepted.flag_en) as flag_en
    from disbursement
    left join accepted on disbursement.source_row = accepted.source_row
    group by
        disbursement.region_id,
        disbursement.scheme_id,
        disbursement.line,
        disbursement.fiscal_year,
        disbursement.status
),

-- a year that is paid in part: what is planned of it has a series of its own
shared as (
    select
        region_id,
        scheme_id,
        line
    from grants
    group by region_id, scheme_id, line
    having count(*) > count(distinct fiscal_year)
),

-- a cap is one of the year, however many statuses the year has
placed as (
    select
        *,
        row_number() over (
            partition by region_id, scheme_id, line, fiscal_year order by status
        ) = 1 as first_of_year,
        count(*) over (partition by region_id)
        > count(*) over (partition by region_id, scheme_id, line) as one_of_several
    from grants
)

select
    placed.region_id,
    region.name,
    region.name_en,
    region.sort_order as region_order,
    region.name || case
        when placed.one_of_several
            then
                '（' || concat_ws('・', coalesce(scheme.short_name, scheme.name), placed.line) || '）'
        else ''
    end || case
        when shared.region_id is null or placed.status = 'actual' then ''
        when placed.status = 'planned' then '（見込）'
        else '（未定）'
    end as series,
    region.name_en || case
        when placed.one_of_several
            then
                ' (' || concat_ws(
                    ', ',
                    coalesce(scheme.short_name_en, scheme.name_en, scheme.name),
                    placed.line
                ) || ')'
        else ''
    end || case
        when shared.region_id is null or placed.status = 'actual' then ''
        else ' (' || placed.status || ')'
    end as series_en,
    placed.scheme_id,
    scheme.name as scheme,
    coalesce(scheme.name_en, scheme.name) as scheme_en,
    scheme.colour as scheme_colour,
    scheme.payer,
    coalesce(scheme.payer_en, scheme.payer) as payer_en,
    year(scheme.valid_from - interval 3 month) as scheme_from,
    year(scheme.valid_to - interval 1 day - interval 3 month) as scheme_to,
    coalesce(placed.line, '') as line,
    placed.fiscal_year,
    placed.status,
    placed.status_basis,
    placed.amount_yen,
    rule.cap_yen,
    100.0 * placed.amount_yen / nullif(rule.cap_yen, 0) as cap_use_pct,
    case
        when placed.amount_yen is null then 'undecided'
        when coalesce(rule.cap_yen, 0) = 0 then 'no_cap'
    end as cap_missing,
    (sum(rule.cap_yen) filter (where placed.first_of_year) over so_far)::bigint as ceiling_yen,
    case
        when count(*) over so_far = count(placed.amount_yen) over so_far
            then (sum(placed.amount_yen) over so_far)::bigint
    end as cumulative_yen,
    placed.amount_yen / nullif(resident.population_2020, 0) as yen_per_resident,
    count(*) filter (where placed.first_of_year) over so_far as grant_year,
    placed.as_printed,
    placed.source_id,
    placed.source_ref,
    placed.source_row,
    placed.note,
    placed.flag,
    placed.flag_en
from placed
inner join region on placed.region_id = region.region_id
inner join scheme on placed.scheme_id = scheme.scheme_id
left join shared
    on
        placed.region_id = shared.region_id
        and placed.scheme_id = shared.scheme_id
        and placed.line is not distinct from shared.line
left join kpi.grant_limit as rule
    on
        placed.region_id = rule.region_id
        and placed.scheme_id = rule.scheme_id
        and placed.fiscal_year = rule.fiscal_year
        and placed.line is null
left join kpi.fiscal_resident as resident
    on
        placed.region_id = resident.region_id
        and placed.fiscal_year = resident.fiscal_year
window so_far as (
    partition by placed.region_id, placed.scheme_id, placed.line order by placed.fiscal_year
)
