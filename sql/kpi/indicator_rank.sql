/*
title: 地域の指標と順位
title_en: Indicators and ranks of regions
question: ある地域は、現在あるほかの地域とどう違うか
grain: [region_id, indicator_id]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  scheme: {label: 制度, label_en: Scheme}
  state: {label: 地域の状態, label_en: State of the region, note: present 現在ある。ほかは順位に入らない, note_en: "present; others have no rank"}
  indicator_id: {label: 指標ID, label_en: Indicator ID}
  indicator: {label: 指標, label_en: Indicator}
  indicator_en: {label: 指標（英語）, label_en: Indicator (English)}
  unit: {label: 単位, label_en: Unit}
  unit_en: {label: 単位（英語）, label_en: Unit (English)}
  decimals: {label: 小数の桁, label_en: Decimals, unit: 桁}
  sort_order: {label: 並び順, label_en: Order, unit: 番目}
  basis: {label: 実数か住民当たりか, label_en: Amount or per resident, note: total 実数・per_resident 住民当たり・either どちらでもない, note_en: "total, per_resident, either"}
  value: {label: 値, label_en: Value, unit: （単位の列による）, note: 空欄の理由は why, note_en: "why tells the reason where it is empty"}
  why: {label: 空欄の理由, label_en: Why it is empty, note: unregistered まだ登録がない・out_of_scope 交付金の対象外・no_cap 上限のない制度・not_marked 資料に記載なし（足りていることを意味しない）・unknown 不明, note_en: "unregistered (nothing entered yet), out_of_scope (outside the grant), no_cap, not_marked (no mention in the document, which does not mean enough), unknown"}
  place: {label: 順位, label_en: Rank, unit: 位, note: 大きい順。同じ値は同じ順位, note_en: "Largest first; equal values share a rank"}
  known: {label: 値のある地域数, label_en: Regions with a value, unit: 地域}
  regions: {label: 地域数, label_en: Regions, unit: 地域}
  median: {label: 中央値, label_en: Median, unit: （単位の列による）}
  distance_to_median: {label: 中央値との差, label_en: Distance to the median, unit: （単位の列による）, note: 表示の桁に丸めた値と中央値との差, note_en: "Between value and median as rounded for print"}
  position: {label: 相対位置, label_en: Relative position, unit: 0～1, note: 最小を0、最大を1とする, note_en: "Smallest = 0, largest = 1"}
  prefecture_value: {label: 都道府県, label_en: Prefecture, unit: （単位の列による）, note: 交付金の指標は対象の地域の合計（住民は一度だけ数える）, note_en: "Indicators of the grant: total of the regions in its scope (residents count once)"}
  distance_to_prefecture: {label: 都道府県との差, label_en: Distance to the prefecture, unit: （単位の列による）, note: 表示の桁に丸めた値との差, note_en: "Between the values as rounded for print"}
  prefecture_scope: {label: 都道府県の値の範囲, label_en: What the prefecture's value is of, note: whole 都道府県全体・granted そのうち交付を受けた地域, note_en: "whole: the prefecture; granted: its regions that were granted"}
  area_as_of: {label: 面積の時点, label_en: Area as of, note: 面積によらない指標は空欄, note_en: "Empty for indicators without an area"}
  area_undecided: {label: 面積が参考値の市区町村, label_en: Municipalities whose area is a reference value, unit: 市区町村, note: 境界が未定, note_en: "Undecided boundary"}
*/
-- who lived in a region that was paid, year by year: in a year nobody counts twice
with grant_member as (
    select distinct
        region.prefecture_code,
        paid.fiscal_year,
        member.municipality_code,
        member.population_2020
    from (
        select distinct
            region_id,
            fiscal_year
        from kpi.disbursement_by_year
        where status = 'actual' and line = ''
    ) as paid
    inner join region on paid.region_id = region.region_id
    inner join kpi.fiscal_member as member
        on
            paid.region_id = member.region_id
            and paid.fiscal_year = member.fiscal_year
),

grant_resident as (
    select
        prefecture_code,
        case when count(population_2020) = count(*) then sum(population_2020) end as resident_years
    from grant_member
    group by prefecture_code
),

-- the scheme as a whole: sums over sums
granted as (
    select
        region.prefecture_code,
        sum(by_year.amount_yen) as amount_yen,
        case when count(by_year.cap_yen) = count(*) then sum(by_year.cap_yen) end as cap_yen
    from kpi.disbursement_by_year as by_year
    inner join region on by_year.region_id = region.region_id
    where by_year.status = 'actual' and by_year.line = ''
    group by region.prefecture_code
),

-- the day of the newest staff numbers, and of the residents they are set against
staffed as (
    select
        max(year) as year,
        arg_max(population_year, year) as population_year,
        coalesce(arg_max(preliminary, year), false) as preliminary
    from kpi.area_staff
    where area_level = 'region'
),

long as (
    select
        region_overview.region_id,
        region_overview.name,
        region_overview.name_en,
        region_overview.scheme,
        region_overview.state,
        item.indicator_id,
        concat(
            item.indicator,
            case
                when item.indicator_id = 'staff_per_1000' then '（' || staffed.year || '年）'
            end
        ) as indicator,
        concat(
            item.indicator_en,
            case when item.indicator_id = 'staff_per_1000' then ' ' || staffed.year end
        ) as indicator_en,
        concat(
            item.unit,
            case
                when item.indicator_id = 'staff_per_1000'
                    then
                        '（' || staffed.population_year || '年'
                        || case when staffed.preliminary then '速報' else '' end || '）'
            end
        ) as unit,
        concat(
            item.unit_en,
            case
                when item.indicator_id = 'staff_per_1000'
                    then
                        ' in ' || staffed.population_year
                        || case when staffed.preliminary then ' (prelim.)' else '' end
            end
        ) as unit_en,
        item.decimals,
        item.sort_order,
        item.basis,
        region_overview.actual_years is null as no_grant,
        case item.indicator_id
            when 'population_2020' then region_overview.population_2020
            when 'member_count' then region_overview.member_count
            when 'staff_per_1000' then own_staff.per_1000_residents
            when 'aged_share_2020_pct' then own_age.aged_share_pct
            when 'density' then region_overview.density
            when 'population_index_2050' then region_overview.population_index_2050
            when 'aged_share_2050_pct' then region_overview.aged_share_2050_pct
            when 'yen_per_year' then region_overview.yen_per_year / 1000
            when 'yen_per_resident_year' then region_overview.yen_per_resident_year
            when 'cap_use_pct' then region_overview.cap_use_pct
            when 'field_count' then region_overview.field_count
            when 'project_count' then region_overview.project_count
            when 'projects_per_10000'
                then
                    10000.0 * region_overview.project_count
                    / nullif(region_overview.population_2020, 0)
            -- no mention does not mean that there are enough
            when 'shortage_count' then nullif(region_overview.shortage_count, 0)
        end as value,
        case item.indicator_id
            when 'population_2020' then prefecture_overview.population_2020
            when 'density' then prefecture_overview.density
            when 'staff_per_1000' then prefecture_staff.per_1000_residents
            when 'aged_share_2020_pct' then prefecture_age.aged_share_pct
            when 'cap_use_pct' then 100.0 * granted.amount_yen / nullif(granted.cap_yen, 0)
            when 'yen_per_resident_year'
                then granted.amount_yen / nullif(grant_resident.resident_years, 0)
            when 'population_index_2050' then prefecture_overview.population_index_2050
            when 'aged_share_2050_pct' then prefecture_overview.aged_share_2050_pct
        end as prefecture_value,
        case when item.indicator_id = 'density' then region_overview.area_as_of end as area_as_of,
        case when item.indicator_id = 'density' then region_overview.area_undecided end
            as area_undecided
    from kpi.region_overview as region_overview
    inner join kpi.prefecture_overview as prefecture_overview
        on region_overview.prefecture_code = prefecture_overview.prefecture_code
    cross join staffed
    left join kpi.area_staff as own_staff
        on
            region_overview.region_id = own_staff.area_id
            and own_staff.area_level = 'region' and staffed.year = own_staff.year
    left join kpi.area_staff as prefecture_staff
        on
            region_overview.prefecture_code = prefecture_staff.area_id
            and prefecture_staff.area_level = 'prefecture'
            and staffed.year = prefecture_staff.year
    left join kpi.area_age as own_age
        on
            region_overview.region_id = own_age.area_id
            and own_age.area_level = 'region'
            and own_age.series = 'census' and own_age.year = 2020
    left join kpi.area_age as prefecture_age
        on
            region_overview.prefecture_code = prefecture_age.area_id
            and prefecture_age.area_level = 'prefecture'
            and prefecture_age.series = 'census' and prefecture_age.year = 2020
    left join granted on region_overview.prefecture_code = granted.prefecture_code
    left join grant_resident on region_overview.prefecture_code = grant_resident.prefecture_code
    cross join (
        values
        (
            'population_index_2050', '人口指数（2050年推計）', 'Population index 2050 (projected)',
            '2020年＝100', '2020 = 100', 1, 1, 'either'
        ),
        (
            'aged_share_2050_pct', '65歳以上の割合（2050年推計）', 'Share aged 65+ in 2050 (projected)',
            '％', '%', 1, 2, 'either'
        ),
        ('population_2020', '人口（2020年）', 'Population 2020', '人', 'persons', 0, 3, 'either'),
        (
            'density', '人口密度（2020年）', 'Density 2020',
            '人/km²', 'persons/km²', 1, 4, 'either'
        ),
        (
            'aged_share_2020_pct', '65歳以上の割合（2020年）', 'Share aged 65+ in 2020',
            '％（年齢不詳を除く）', '% of known ages', 1, 14, 'either'
        ),
        (
            'staff_per_1000', '一般行政職員', 'Administration staff',
            '人/人口千人', 'per 1,000', 1, 13, 'either'
        ),
        ('member_count', '構成市町村数', 'Members', '市町村', 'municipalities', 0, 5, 'either'),
        (
            'yen_per_year', '交付額（1年度当たり）', 'Grant per year',
            '千円/年度', 'thousand yen/year', 0, 6, 'total'
        ),
        (
            'yen_per_resident_year', '住民一人・1年度当たり交付額', 'Grant per resident and year',
            '円/人・年度', 'yen/person and year', 1, 7, 'per_resident'
        ),
        ('cap_use_pct', '上限に対する割合', 'Use of the cap', '％', '%', 1, 8, 'either'),
        ('field_count', '連携分野数', 'Policy fields', '分野', 'fields', 0, 9, 'either'),
        ('project_count', '事業数', 'Projects', '事業', 'projects', 0, 10, 'total'),
        (
            'projects_per_10000', '人口1万人当たり事業数', 'Projects per 10000 residents',
            '事業/1万人', 'per 10,000', 2, 11, 'per_resident'
        ),
        (
            'shortage_count', '不足と記された職種', 'Occupations reported short',
            '職種', 'occupations', 0, 12, 'either'
        )
    )
        as item (
            indicator_id, indicator, indicator_en, unit, unit_en, decimals, sort_order, basis
        )
),

-- a region that is no more has its figures and no rank, and is not among those it is compared with
spread as (
    select
        *,
        case
            when value is not null and state = 'present'
                then
                    rank() over (
                        partition by indicator_id, state order by value desc nulls last
                    )
        end as place,
        count(value) filter (where state = 'present') over (partition by indicator_id) as known,
        count(*) filter (where state = 'present') over (partition by indicator_id) as regions,
        median(value) filter (where state = 'present') over (partition by indicator_id) as median,
        min(value) filter (where state = 'present') over (partition by indicator_id) as lowest,
        max(value) filter (where state = 'present') over (partition by indicator_id) as highest
    from long
)

select
    region_id,
    name,
    name_en,
    scheme,
    state,
    indicator_id,
    indicator,
    indicator_en,
    unit,
    unit_en,
    decimals,
    sort_order,
    basis,
    value,
    case
        when value is not null then null
        -- of which nothing is registered yet: nothing is said of any region
        when
            indicator_id in ('yen_per_year', 'yen_per_resident_year', 'cap_use_pct')
            and not exists (select 1 from disbursement)
            then 'unregistered'
        when
            indicator_id = 'shortage_count' and not exists (select 1 from reported_shortage)
            then 'unregistered'
        when
            indicator_id = 'field_count' and not exists (select 1 from region_policy_field)
            then 'unregistered'
        when
            indicator_id in ('project_count', 'projects_per_10000')
            and not exists (select 1 from project)
            then 'unregistered'
        when
            no_grant
            and indicator_id in ('yen_per_year', 'yen_per_resident_year', 'cap_use_pct')
            then 'out_of_scope'
        when indicator_id = 'cap_use_pct' then 'no_cap'
        when indicator_id = 'shortage_count' then 'not_marked'
        else 'unknown'
    end as why,
    place,
    known,
    regions,
    median,
    -- as they are printed: figures side by side subtract
    round(round(value, decimals) - round(median, decimals), decimals) as distance_to_median,
    (value - lowest) / nullif(highest - lowest, 0) as position,
    prefecture_value,
    -- a region's residents are part of the prefecture's: a distance would say nothing
    case
        when indicator_id <> 'population_2020'
            then round(round(value, decimals) - round(prefecture_value, decimals), decimals)
    end as distance_to_prefecture,
    case
        when indicator_id in ('yen_per_resident_year', 'cap_use_pct') then 'granted'
        else 'whole'
    end as prefecture_scope,
    area_as_of,
    area_undecided
from spread
