/*
title: 二つの年の間の人口の変化
title_en: Change of population between two years
question: ある年からある年までに、各地域の人口はどれだけ変わるか
grain: [area_id, from_year, to_year]
columns:
  area_id: {label: 地域ID, label_en: Area ID, note: 地域、または都道府県コード, note_en: "Region, or code of a prefecture"}
  is_prefecture: {label: 都道府県か, label_en: Is a prefecture}
  name: {label: 地域, label_en: Area}
  name_en: {label: 地域（英語）, label_en: Area (English)}
  region_order: {label: 地域の並び順, label_en: Order of regions, unit: 番目, note: 都道府県は空欄, note_en: "Empty for a prefecture"}
  from_year: {label: 前の年, label_en: From, unit: 年}
  from_series: {label: 前の年の系列, label_en: Series of the earlier year}
  from_population: {label: 前の年の人口, label_en: Population in the earlier year, unit: 人, note: 現在の構成市町村の合計, note_en: "Sum over the present members"}
  to_year: {label: 後の年, label_en: To, unit: 年}
  to_series: {label: 後の年の系列, label_en: Series of the later year, note: 2020年までは国勢調査、その後は将来推計。速報は用いない, note_en: "Censuses up to 2020, projections after; preliminary counts are not used"}
  to_population: {label: 後の年の人口, label_en: Population in the later year, unit: 人, note: 現在の構成市町村の合計, note_en: "Sum over the present members"}
  index: {label: 人口指数, label_en: Population index, unit: 前の年＝100}
*/
with home as (
    select distinct
        overview.prefecture_code,
        overview.prefecture,
        overview.prefecture_en,
        overview.municipality_count
    from kpi.prefecture_overview as overview
    inner join kpi.home_prefecture as home_prefecture
        on overview.prefecture_code = home_prefecture.prefecture_code
),

summed as (
    select
        home.prefecture_code,
        home.prefecture,
        home.prefecture_en,
        home.municipality_count,
        population.series,
        population.year,
        count(population.population) as counted,
        sum(population.population)::bigint as population
    from kpi.carried_population as population
    inner join kpi.area_member as member
        on
            population.municipality_code = member.municipality_code
            and member.area_level = 'prefecture' and member.counted
    inner join home on member.area_id = home.prefecture_code
    where population.series in ('census', 'projection') and population.age_group = 'total'
    group by all
),

point as (
    select
        region_id as area_id,
        false as is_prefecture,
        name,
        name_en,
        region_order,
        series,
        year,
        population
    from kpi.population_outlook
    where series in ('census', 'projection')
    union all
    select
        prefecture_code,
        true as is_prefecture,
        prefecture,
        prefecture_en as name_en,
        null as region_order,
        series,
        year,
        -- a sum over some of the municipalities is not the prefecture's
        case when counted = municipality_count then population end as population
    from summed
),

-- one figure a year: a count comes before a projection of the same year
chosen as (
    select *
    from point
    qualify row_number() over (partition by area_id, year order by series) = 1
)

select
    earlier.area_id,
    earlier.is_prefecture,
    earlier.name,
    earlier.name_en,
    earlier.region_order,
    earlier.year as from_year,
    earlier.series as from_series,
    earlier.population as from_population,
    later.year as to_year,
    later.series as to_series,
    later.population as to_population,
    100.0 * later.population / nullif(earlier.population, 0) as index
from chosen as earlier
inner join chosen as later on earlier.area_id = later.area_id and earlier.year < later.year
