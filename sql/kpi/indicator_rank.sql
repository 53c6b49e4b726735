/*
title: 地域の指標と順位
title_en: Indicators and ranks of regions
question: ある地域は、ほかの地域とどう違うか
grain: [region_id, indicator_id]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  scheme: {label: 制度, label_en: Scheme}
  indicator_id: {label: 指標ID, label_en: Indicator ID}
  indicator: {label: 指標, label_en: Indicator}
  indicator_en: {label: 指標（英語）, label_en: Indicator (English)}
  unit: {label: 単位, label_en: Unit}
  unit_en: {label: 単位（英語）, label_en: Unit (English)}
  decimals: {label: 小数の桁, label_en: Decimals, unit: 桁}
  sort_order: {label: 並び順, label_en: Order, unit: 番目}
  value: {label: 値, label_en: Value, unit: （単位の列による）, note: 空欄は対象外または不明}
  place: {label: 順位, label_en: Rank, unit: 位, note: 大きい順。同じ値は同じ順位}
  known: {label: 値のある地域数, label_en: Regions with a value, unit: 地域}
  regions: {label: 地域数, label_en: Regions, unit: 地域}
  median: {label: 中央値, label_en: Median, unit: （単位の列による）}
  distance_to_median: {label: 中央値との差, label_en: Distance to the median, unit: （単位の列による）}
  position: {label: 相対位置, label_en: Relative position, unit: 0～1, note: 最小を0、最大を1とする}
  prefecture_value: {label: 都道府県, label_en: Prefecture, unit: （単位の列による）}
  distance_to_prefecture: {label: 都道府県との差, label_en: Distance to the prefecture, unit: （単位の列による）}
*/
with long as (
    select
        region_overview.region_id,
        region_overview.name,
        region_overview.name_en,
        region_overview.scheme,
        item.indicator_id,
        item.indicator,
        item.indicator_en,
        item.unit,
        item.unit_en,
        item.decimals,
        item.sort_order,
        case item.indicator_id
            when 'population_2020' then region_overview.population_2020
            when 'member_count' then region_overview.member_count
            when 'density' then region_overview.density
            when 'population_index_2050' then region_overview.population_index_2050
            when 'aged_share_2050_pct' then region_overview.aged_share_2050_pct
            when 'disbursed_yen' then region_overview.disbursed_yen / 1000
            when 'yen_per_resident' then region_overview.yen_per_resident
            when 'cap_use_pct' then region_overview.cap_use_pct
            when 'field_count' then region_overview.field_count
            when 'project_count' then region_overview.project_count
            when 'shortage_count' then region_overview.shortage_count
        end as value,
        case item.indicator_id
            when 'density' then prefecture_overview.density
            when 'population_index_2050' then prefecture_overview.population_index_2050
            when 'aged_share_2050_pct' then prefecture_overview.aged_share_2050_pct
        end as prefecture_value
    from kpi.region_overview as region_overview
    inner join kpi.prefecture_overview as prefecture_overview
        on region_overview.prefecture_code = prefecture_overview.prefecture_code
    cross join (
        values
        (
            'population_index_2050', '人口指数（2050年）', 'Population index 2050',
            '2020年＝100', '2020 = 100', 1, 1
        ),
        ('aged_share_2050_pct', '65歳以上の割合（2050年）', 'Share aged 65+ in 2050', '％', '%', 1, 2),
        ('population_2020', '人口（2020年）', 'Population 2020', '人', 'persons', 0, 3),
        ('density', '人口密度（2020年）', 'Density 2020', '人/km²', 'persons/km²', 1, 4),
        ('member_count', '構成市町村数', 'Members', '市町村', 'municipalities', 0, 5),
        ('disbursed_yen', '交付額（実績累計）', 'Granted so far', '千円', 'thousand yen', 0, 6),
        ('yen_per_resident', '住民一人当たり交付額', 'Grant per resident', '円/人', 'yen/person', 0, 7),
        ('cap_use_pct', '上限に対する割合', 'Use of the cap', '％', '%', 1, 8),
        ('field_count', '連携分野数', 'Policy fields', '分野', 'fields', 0, 9),
        ('project_count', '事業数', 'Projects', '事業', 'projects', 0, 10),
        ('shortage_count', '不足と記された職種', 'Occupations reported short', '職種', 'occupations', 0, 11)
    ) as item (
        indicator_id, indicator, indicator_en, unit, unit_en, decimals, sort_order
    )
),

spread as (
    select
        *,
        case
            when value is not null
                then
                    rank() over (
                        partition by indicator_id order by value desc nulls last
                    )
        end as place,
        count(value) over (partition by indicator_id) as known,
        count(*) over (partition by indicator_id) as regions,
        median(value) over (partition by indicator_id) as median,
        min(value) over (partition by indicator_id) as lowest,
        max(value) over (partition by indicator_id) as highest
    from long
)

select
    region_id,
    name,
    name_en,
    scheme,
    indicator_id,
    indicator,
    indicator_en,
    unit,
    unit_en,
    decimals,
    sort_order,
    value,
    place,
    known,
    regions,
    median,
    value - median as distance_to_median,
    (value - lowest) / nullif(highest - lowest, 0) as position,
    prefecture_value,
    value - prefecture_value as distance_to_prefecture
from spread
