/*
title: 地域の人口の推移と見通し
title_en: Population of regions, past and projected
question: 各地域の人口は、2050年までにどう変わるか
grain: [region_id, year, series]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  region_order: {label: 地域の並び順, label_en: Order of regions, unit: 番目}
  series: {label: 系列, label_en: Series}
  year: {label: 年, label_en: Year, unit: 年}
  population: {label: 人口, label_en: Population, unit: 人, note: 現在の構成市町村の合計。一つでも値がなければ空欄, note_en: "Sum over the present members; empty if any has no value"}
  index: {label: 人口指数, label_en: Population index, unit: 2020年＝100, note: 2020年国勢調査を100とする, note_en: "Census of 2020 = 100"}
  known_members: {label: 値のある構成市町村, label_en: Members with a figure, unit: 市町村}
  members: {label: 構成市町村, label_en: Members, unit: 市町村}
*/
with member as (
    select
        region_id,
        municipality_code
    from region_member
    where left_on is null
),

period as (
    select distinct
        series,
        year
    from population
    where age_group = 'total'
),

summed as (
    select
        member.region_id,
        period.series,
        period.year,
        count(population.population) as known_members,
        count(*) as members,
        sum(population.population)::bigint as population
    from member
    cross join period
    left join population
        on
            member.municipality_code = population.municipality_code
            and period.series = population.series
            and period.year = population.year
            and population.age_group = 'total'
    group by member.region_id, period.series, period.year
),

base as (
    select
        region_id,
        population as population_2020
    from summed
    where series = 'census' and year = 2020 and known_members = members
)

select
    summed.region_id,
    region.name,
    region.name_en,
    region.sort_order as region_order,
    summed.series,
    summed.year,
    case when summed.known_members = summed.members then summed.population end as population,
    case
        when summed.known_members = summed.members
            then 100.0 * summed.population / nullif(base.population_2020, 0)
    end as index,
    summed.known_members,
    summed.members
from summed
inner join region on summed.region_id = region.region_id
left join base on summed.region_id = base.region_id
