/*
title: 地域の概況
title_en: Overview of regions
question: 各地域の規模・見通し・交付・取組はどれほどか
grain: [region_id]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  sort_order: {label: 資料での並び順, label_en: Order in the document, unit: 番目}
  scheme: {label: 制度, label_en: Scheme, note: grant 交付金・core_city_area 連携中枢都市圏・settlement_area 定住自立圏。協定のある地域が一つもなければ council 会議体・一覧, note_en: "grant, core_city_area, settlement_area; council (bodies and lists without an agreement) where no region has one"}
  prefecture_code: {label: 都道府県コード, label_en: Prefecture code}
  lead: {label: 事務局・中心市, label_en: Secretariat or central city}
  lead_role: {label: 役割, label_en: Role of the lead}
  agreement_on: {label: 協定締結日, label_en: Agreement signed on}
  valid_from: {label: 始まり, label_en: From}
  valid_to: {label: 解散日, label_en: Dissolved on, note: この日から地域はない, note_en: "From this day on there is no such region"}
  state: {label: 状態, label_en: State, note: present 現在ある・dissolved 解散した・to_come これから始まる, note_en: "present, dissolved, to_come"}
  members_on: {label: 構成の時点, label_en: Members as of, note: 構成市町村の数値はこの日の構成による。解散した地域は最後の日, note_en: "Figures of the members stand on the members of this day; of a dissolved region its last"}
  member_count: {label: 構成市町村数, label_en: Members, unit: 市町村}
  population_2020: {label: 人口（2020年）, label_en: Population 2020, unit: 人, note: 国勢調査。構成市町村の合計, note_en: "Census; sum over the members"}
  area_km2: {label: 面積, label_en: Area, unit: km², note: 国土地理院の面積のうち最も新しい版。構成市町村の合計, note_en: "Newest edition of the official areas; sum over the members"}
  area_as_of: {label: 面積の時点, label_en: Area as of}
  area_undecided: {label: 面積が参考値の市区町村, label_en: Municipalities whose area is a reference value, unit: 市区町村, note: 境界が未定, note_en: "Undecided boundary"}
  density: {label: 人口密度, label_en: Density, unit: 人/km²}
  population_2050: {label: 人口（2050年推計）, label_en: Population 2050 (projection), unit: 人}
  population_index_2050: {label: 人口指数（2050年推計）, label_en: Population index 2050 (projected), unit: 2020年＝100}
  aged_share_2050_pct: {label: 65歳以上の割合（2050年推計）, label_en: Share aged 65 and over 2050 (projected), unit: ％, note: 合計を合計で割る, note_en: "A total divided by a total"}
  members_under_2000_in_2050: {label: 2千人未満の構成市町村（2050年推計）, label_en: Members under 2000 residents in 2050 (projected), unit: 市町村}
  members_under_5000_in_2050: {label: 5千人未満の構成市町村（2050年推計）, label_en: Members under 5000 residents in 2050 (projected), unit: 市町村}
  members_under_10000_in_2050: {label: 1万人未満の構成市町村（2050年推計）, label_en: Members under 10000 residents in 2050 (projected), unit: 市町村}
  members_newly_under_2000: {label: 2050年までに2千人未満になる推計の構成市町村, label_en: Members falling under 2000 residents by 2050 (projected), unit: 市町村, note: 2020年は2千人以上, note_en: "not under 2000 in 2020"}
  members_newly_under_5000: {label: 2050年までに5千人未満になる推計の構成市町村, label_en: Members falling under 5000 residents by 2050 (projected), unit: 市町村, note: 2020年は5千人以上, note_en: "not under 5000 in 2020"}
  members_newly_under_10000: {label: 2050年までに1万人未満になる推計の構成市町村, label_en: Members falling under 10000 residents by 2050 (projected), unit: 市町村, note: 2020年は1万人以上, note_en: "not under 10000 in 2020"}
  members_under_2000_in_2020: {label: 2千人未満の構成市町村（2020年）, label_en: Members under 2000 residents in 2020, unit: 市町村}
  members_under_5000_in_2020: {label: 5千人未満の構成市町村（2020年）, label_en: Members under 5000 residents in 2020, unit: 市町村}
  members_under_10000_in_2020: {label: 1万人未満の構成市町村（2020年）, label_en: Members under 10000 residents in 2020, unit: 市町村}
  members_projected: {label: 推計のある構成市町村, label_en: Members with a projection, unit: 市町村}
  disbursed_yen: {label: 交付額（実績累計）, label_en: Granted so far, unit: 円, note: 交付金の対象でない地域は空欄（対象外）, note_en: "Empty for regions outside the grant"}
  planned_yen: {label: 見込額, label_en: Planned, unit: 円, note: 未定は空欄, note_en: "Empty where undecided"}
  undecided_years: {label: 未定の年度数, label_en: Undecided years, unit: 年度}
  actual_years: {label: 実績の年度数, label_en: Years with an actual figure, unit: 年度}
  grant_years: {label: 交付の年度数, label_en: Years of support, unit: 年度, note: 実績（0円を含む）・見込・未定の年度の数, note_en: "Number of years that are actual (0 yen too), planned or undecided"}
  yen_per_resident: {label: 住民一人当たり交付額, label_en: Grant per resident, unit: 円/人, note: 実績のみ。人口は実績のある最後の年度の構成市町村, note_en: "Actual amounts only; residents of the members of the last year with an actual amount"}
  yen_per_year: {label: 交付額（1年度当たり）, label_en: Grant per year, unit: 円/年度, unit_en: yen/year, note: 実績の合計 ÷ 実績の年度数, note_en: "Actual amounts divided by the years with one"}
  yen_per_resident_year: {label: 住民一人・1年度当たり交付額, label_en: Grant per resident and year, unit: 円/人・年度, unit_en: yen/person and year, note: 実績の合計 ÷ 実績のある年度ごとの構成市町村の人口（2020年国勢調査）の合計, note_en: "Actual amounts divided by the residents (census 2020) of each such year's members, summed over the years"}
  cap_use_pct: {label: 上限に対する割合, label_en: Use of the cap, unit: ％, note: 実績の合計 ÷（上限 × 実績の年度数）, note_en: "Actual amounts divided by (cap x years with actual amounts)"}
  field_count: {label: 連携分野数, label_en: Policy fields, unit: 分野}
  project_count: {label: 事業数, label_en: Projects, unit: 事業}
  shortage_count: {label: 不足と記された職種, label_en: Occupations reported short, unit: 職種}
*/
with grants as (
    select
        region_id,
        (sum(amount_yen) filter (where status = 'actual'))::bigint as disbursed_yen,
        (sum(amount_yen) filter (where status = 'planned'))::bigint as planned_yen,
        count(distinct fiscal_year) filter (where status = 'undecided') as undecided_years,
        count(distinct fiscal_year) filter (where status = 'actual') as actual_years,
        max(fiscal_year) filter (where status = 'actual') as last_actual_year,
        count(distinct fiscal_year) as grant_years,
        case
            when count(*) filter (where status = 'actual' and cap_missing = 'no_cap') = 0
                then
                    100.0 * sum(amount_yen) filter (where status = 'actual')
                    / nullif(sum(cap_yen) filter (where status = 'actual'), 0)
        end as cap_use_pct
    from kpi.disbursement_by_year
    where line = ''
    group by region_id
),

-- the residents of every year that was paid: a sum over one year and one over four become alike
paid as (
    select
        actual.region_id,
        case when count(resident.population_2020) = count(*) then sum(resident.population_2020) end
            as resident_years
    from (
        select distinct
            region_id,
            fiscal_year
        from kpi.disbursement_by_year
        where line = '' and status = 'actual'
    ) as actual
    left join kpi.fiscal_resident as resident
        on actual.region_id = resident.region_id and actual.fiscal_year = resident.fiscal_year
    group by actual.region_id
),

field as (
    select
        region_id,
        count(*) as field_count
    from region_policy_field
    group by region_id
),

work as (
    select
        region_id,
        count(*) as project_count
    from project
    group by region_id
),

short as (
    select
        region_id,
        count(*) as shortage_count
    from reported_shortage
    group by region_id
),

entered as (
    select
        (select count(*) from field) as fields,
        (select count(*) from work) as projects,
        (select count(*) from short) as shortages
)

select
    region.region_id,
    region.name,
    region.name_en,
    region.sort_order,
    region.scheme,
    region.prefecture_code,
    region.lead,
    region.lead_role,
    region.agreement_on,
    term.valid_from,
    term.valid_to,
    term.state,
    term.members_on,
    figures.member_count,
    figures.population_2020,
    figures.area_km2,
    figures.area_as_of,
    figures.area_undecided,
    figures.density,
    figures.population_2050,
    figures.population_index_2050,
    figures.aged_share_2050_pct,
    figures.members_under_2000_in_2050,
    figures.members_under_5000_in_2050,
    figures.members_under_10000_in_2050,
    figures.members_newly_under_2000,
    figures.members_newly_under_5000,
    figures.members_newly_under_10000,
    figures.members_under_2000_in_2020,
    figures.members_under_5000_in_2020,
    figures.members_under_10000_in_2020,
    figures.members_projected,
    grants.disbursed_yen,
    grants.planned_yen,
    grants.undecided_years,
    grants.actual_years,
    grants.grant_years,
    grants.disbursed_yen / nullif(resident.population_2020, 0) as yen_per_resident,
    grants.disbursed_yen / nullif(grants.actual_years, 0) as yen_per_year,
    grants.disbursed_yen / nullif(paid.resident_years, 0) as yen_per_resident_year,
    grants.cap_use_pct,
    -- a count of rows that are listed: none listed is a true zero, unless nothing at all is entered
    case when entered.fields > 0 then coalesce(field.field_count, 0) end as field_count,
    case when entered.projects > 0 then coalesce(work.project_count, 0) end as project_count,
    case when entered.shortages > 0 then coalesce(short.shortage_count, 0) end as shortage_count
from region
inner join kpi.shown_region as shown on region.region_id = shown.region_id
inner join kpi.region_term as term on region.region_id = term.region_id
left join kpi.area_figures as figures
    on region.region_id = figures.area_id and figures.area_level = 'region'
left join grants on region.region_id = grants.region_id
-- what was paid stays with those who were members then
left join kpi.fiscal_resident as resident
    on
        region.region_id = resident.region_id
        and grants.last_actual_year = resident.fiscal_year
left join paid on region.region_id = paid.region_id
left join field on region.region_id = field.region_id
left join work on region.region_id = work.region_id
left join short on region.region_id = short.region_id
cross join entered
