/*
title: 地域の財政力指数
title_en: Fiscal capacity index of an area
question: 市区町村の集まりとして見た地域の財政力指数は
grain: [area_level, area_id, year]
columns:
  area_level: {label: 地域の種類, label_en: Kind of area}
  area_id: {label: 地域のID, label_en: Area ID}
  year: {label: 年度, label_en: Fiscal year, kind: fiscal_year, unit: 年度}
  municipalities: {label: 市区町村数, label_en: Municipalities, unit: 市区町村}
  municipalities_counted: {label: 値のある市区町村, label_en: Municipalities with a figure, unit: 市区町村}
  fiscal_capacity_index: {label: 財政力指数, label_en: Fiscal capacity index, unit: 指数, unit_en: index, kind: decimal2, note: 市区町村では公表値。地域では構成するすべての市区町村の値があるときだけ、標準財政規模で加重した平均（基準財政収入額と需要額の市区町村別の値がなく、合計を合計で割れない）, note_en: "As published for a municipality; of an area the mean weighted by standard fiscal scale, where every municipality has both (the standard revenue and need of each are not at hand, so that sums cannot be divided)"}
*/
with town as (
    select
        capacity.municipality_code,
        capacity.year,
        capacity.value as capacity,
        size.value as size
    from indicator_value as capacity
    inner join indicator_value as size
        on
            capacity.municipality_code = size.municipality_code and capacity.year = size.year
    where
        capacity.indicator_id = 'fiscal_capacity_index'
        and size.indicator_id = 'standard_fiscal_scale'
),

years as (
    select distinct year
    from town
),

summed as (
    select
        member.area_level,
        member.area_id,
        years.year,
        count(*) as municipalities,
        count(town.capacity) as municipalities_counted,
        max(town.capacity) as capacity,
        sum(town.capacity * town.size) / nullif(sum(town.size), 0) as weighted
    from kpi.area_member as member
    cross join years
    left join town
        on member.municipality_code = town.municipality_code and years.year = town.year
    where member.counted
    group by member.area_level, member.area_id, years.year
)

select
    area_level,
    area_id,
    year,
    municipalities,
    municipalities_counted,
    case
        when municipalities_counted < municipalities then null
        -- of one, as it is published: multiplied and divided it would differ in its last bits
        when municipalities = 1 then capacity
        else round(weighted, 9)
    end as fiscal_capacity_index
from summed
