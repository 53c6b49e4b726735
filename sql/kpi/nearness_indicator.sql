/*
title: 似た地域を探す指標
title_en: Indicators that similar areas are looked for by
question: 地域や市区町村を、どの指標のどの値で互いに比べるか
grain: [area_level, area_id, indicator_id]
columns:
  area_level: {label: 地域の種類, label_en: Kind of area}
  area_id: {label: 地域のID, label_en: Area ID}
  indicator_id: {label: 指標ID, label_en: Indicator ID}
  indicator: {label: 指標, label_en: Indicator}
  indicator_en: {label: 指標（英語）, label_en: Indicator (English)}
  unit: {label: 単位, label_en: Unit}
  unit_en: {label: 単位（英語）, label_en: Unit (English)}
  decimals: {label: 小数の桁数, label_en: Decimals, unit: 桁}
  logarithmic: {label: 対数で比べるか, label_en: Compared on a logarithmic scale, note: 少数の大きな値がほかの違いを隠す指標, note_en: "Where a few large values would hide all other differences"}
  sort_order: {label: 並び順, label_en: Order, unit: 番目}
  value: {label: 値, label_en: Value, unit: （単位の列による）, unit_en: (see unit), note: 値のない市区町村が一つでもあれば空欄, note_en: "Empty where any municipality has none"}
  scaled: {label: 比べる値, label_en: Value that is compared, unit: （対数または値）, unit_en: (logarithm or value), note: 対数で比べる指標では常用対数。0は空欄, note_en: "The common logarithm where it is compared so; empty for 0"}
  known: {label: 値のある市区町村, label_en: Municipalities with a figure, unit: 市区町村}
  members: {label: 市区町村数, label_en: Municipalities, unit: 市区町村}
*/
with figures as (
    select *
    from kpi.area_figures
    where area_level <> 'board'
),

long as (
    select
        area_level,
        area_id,
        'population_2020' as indicator_id,
        '人口（2020年）' as indicator,
        'Population 2020' as indicator_en,
        '人' as unit,
        'persons' as unit_en,
        0 as decimals,
        true as logarithmic,
        1 as sort_order,
        population_2020::double as value,
        members_counted as known,
        member_count as members
    from figures
    union all
    select
        area_level,
        area_id,
        'aged_share_2020_pct' as indicator_id,
        '65歳以上の割合（2020年）' as indicator,
        'Share aged 65+ in 2020' as indicator_en,
        '％（年齢不詳を除く）' as unit,
        '% of known ages' as unit_en,
        1 as decimals,
        false as logarithmic,
        2 as sort_order,
        aged_share_pct as value,
        municipalities_counted as known,
        municipalities as members
    from kpi.area_age
    where series = 'census' and year = 2020 and area_level <> 'board'
    union all
    select
        area_level,
        area_id,
        'density' as indicator_id,
        '人口密度（2020年）' as indicator,
        'Density 2020' as indicator_en,
        '人/km²' as unit,
        'persons/km²' as unit_en,
        1 as decimals,
        true as logarithmic,
        3 as sort_order,
        density as value,
        members_dense as known,
        member_count as members
    from figures
    union all
    select
        area_level,
        area_id,
        'population_index_2050' as indicator_id,
        '人口指数（2050年推計）' as indicator,
        'Population index 2050 (projected)' as indicator_en,
        '2020年＝100' as unit,
        '2020 = 100' as unit_en,
        1 as decimals,
        false as logarithmic,
        4 as sort_order,
        population_index_2050 as value,
        members_indexed as known,
        member_count as members
    from figures
    union all
    select
        area_level,
        area_id,
        'fiscal_capacity_index' as indicator_id,
        '財政力指数（' || year || '年度）' as indicator,
        'Fiscal capacity index FY' || year as indicator_en,
        '指数' as unit,
        'index' as unit_en,
        2 as decimals,
        false as logarithmic,
        5 as sort_order,
        fiscal_capacity_index as value,
        municipalities_counted as known,
        municipalities as members
    from kpi.area_fiscal
    where
        area_level <> 'board'
        and year = (select max(newest.year) from kpi.area_fiscal as newest)
    union all
    select
        area_level,
        area_id,
        'staff_per_1000' as indicator_id,
        '一般行政職員（' || year || '年）' as indicator,
        'Administration staff ' || year as indicator_en,
        '人/人口千人' as unit,
        'per 1,000' as unit_en,
        1 as decimals,
        true as logarithmic,
        6 as sort_order,
        per_1000_residents as value,
        municipalities_counted as known,
        municipalities as members
    from kpi.area_staff
    where
        area_level <> 'board'
        and year = (select max(newest.year) from kpi.area_staff as newest)
)

select
    area_level,
    area_id,
    indicator_id,
    indicator,
    indicator_en,
    unit,
    unit_en,
    decimals,
    logarithmic,
    sort_order,
    value,
    case when not logarithmic then value when value > 0 then log10(value) end as scaled,
    known,
    members
from long
