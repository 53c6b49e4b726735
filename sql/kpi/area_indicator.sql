/*
title: 地域の数値（指標ごと）
title_en: Figures of an area, an indicator a row
question: ある地域の規模と見通しを、指標を行として並べるとどうなるか
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
  indicator_group: {label: 指標の組, label_en: Group of indicators, note: figures 規模と見通し・small 小さな市町村の数, note_en: "figures: size and outlook; small: numbers of small municipalities"}
  sort_order: {label: 並び順, label_en: Order, unit: 番目}
  value: {label: 値, label_en: Value, unit: （単位の列による）, note: 値のない市区町村が一つでもあれば空欄, note_en: "Empty where any municipality has none"}
  known: {label: 値のある市区町村, label_en: Municipalities with a figure, unit: 市区町村}
  members: {label: 市区町村数, label_en: Municipalities, unit: 市区町村}
  area_as_of: {label: 面積の時点, label_en: Area as of, note: 面積によらない指標は空欄, note_en: "Empty for indicators without an area"}
  area_undecided: {label: 面積が参考値の市区町村, label_en: Municipalities whose area is a reference value, unit: 市区町村, note: 境界が未定, note_en: "Undecided boundary"}
*/
select
    figures.area_level,
    figures.area_id,
    item.indicator_id,
    item.indicator,
    item.indicator_en,
    item.unit,
    item.unit_en,
    item.decimals,
    item.indicator_group,
    item.sort_order,
    case item.indicator_id
        when 'member_count' then figures.member_count::double
        when 'population_2020' then figures.population_2020::double
        when 'area_km2' then figures.area_km2
        when 'density' then figures.density
        when 'population_2050' then figures.population_2050::double
        when 'population_index_2050' then figures.population_index_2050
        when 'aged_share_2050_pct' then figures.aged_share_2050_pct
        when 'under_2000_in_2020' then figures.members_under_2000_in_2020::double
        when 'under_2000_in_2050' then figures.members_under_2000_in_2050::double
        when 'under_5000_in_2020' then figures.members_under_5000_in_2020::double
        when 'under_5000_in_2050' then figures.members_under_5000_in_2050::double
        when 'under_10000_in_2020' then figures.members_under_10000_in_2020::double
        when 'under_10000_in_2050' then figures.members_under_10000_in_2050::double
    end as value,
    case item.needs
        when 'none' then figures.member_count
        when 'counted' then figures.members_counted
        when 'projected' then figures.members_projected
        when 'aged' then figures.members_aged
        when 'measured' then figures.members_measured
        when 'indexed' then figures.members_indexed
        when 'dense' then figures.members_dense
    end as known,
    figures.member_count as members,
    case when item.needs in ('measured', 'dense') then figures.area_as_of end as area_as_of,
    case when item.needs in ('measured', 'dense') then figures.area_undecided end as area_undecided
from kpi.area_figures as figures
cross join (
    values
    ('member_count', '市町村の数', 'Members', '市町村', 'municipalities', 0, 'both', 1, 'none'),
    (
        'population_2020', '人口（2020年）', 'Population 2020', '人', 'persons', 0,
        'figures', 2, 'counted'
    ),
    ('area_km2', '面積', 'Area', 'km²', 'km²', 1, 'figures', 3, 'measured'),
    (
        'density', '人口密度（2020年）', 'Density 2020', '人/km²', 'persons/km²', 1,
        'figures', 4, 'dense'
    ),
    (
        'population_2050', '人口（2050年推計）', 'Population 2050 (projection)', '人', 'persons', 0,
        'figures', 5, 'projected'
    ),
    (
        'population_index_2050', '人口指数（2050年推計）', 'Population index 2050 (projected)',
        '2020年＝100', '2020 = 100', 1, 'figures', 6, 'indexed'
    ),
    (
        'aged_share_2050_pct', '65歳以上の割合（2050年推計）', 'Share aged 65+ in 2050 (projected)',
        '％', '%', 1, 'figures', 7, 'aged'
    ),
    (
        'under_2000_in_2020', '2千人未満（2020年）', 'Under 2,000 in 2020', '市町村', 'municipalities', 0,
        'small', 8, 'counted'
    ),
    (
        'under_2000_in_2050', '2千人未満（2050年推計）', 'Under 2,000 in 2050 (projected)',
        '市町村', 'municipalities', 0, 'small', 9, 'projected'
    ),
    (
        'under_5000_in_2020', '5千人未満（2020年）', 'Under 5,000 in 2020', '市町村', 'municipalities', 0,
        'small', 10, 'counted'
    ),
    (
        'under_5000_in_2050', '5千人未満（2050年推計）', 'Under 5,000 in 2050 (projected)',
        '市町村', 'municipalities', 0, 'small', 11, 'projected'
    ),
    (
        'under_10000_in_2020', '1万人未満（2020年）', 'Under 10,000 in 2020',
        '市町村', 'municipalities', 0, 'small', 12, 'counted'
    ),
    (
        'under_10000_in_2050', '1万人未満（2050年推計）', 'Under 10,000 in 2050 (projected)',
        '市町村', 'municipalities', 0, 'small', 13, 'projected'
    )
) as item (
    indicator_id,
    indicator,
    indicator_en,
    unit,
    unit_en,
    decimals,
    indicator_group,
    sort_order,
    needs
)
