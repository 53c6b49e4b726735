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
  population: {label: 人口, label_en: Population, unit: 人, note: 現在の構成市町村の合計（どの年も同じ市町村）。解散した地域は最後の日の構成市町村。一つでも値がなければ空欄, note_en: "Sum over the present members, the same in every year (of a dissolved region those of its last day); empty if any has no value"}
  index: {label: 人口指数, label_en: Population index, unit: 2020年＝100, note: 2020年国勢調査を100とする, note_en: "Census of 2020 = 100"}
  known_members: {label: 値のある構成市町村, label_en: Members with a figure, unit: 市町村}
  members: {label: 構成市町村, label_en: Members, unit: 市町村}
  members_on: {label: 構成の時点, label_en: Members as of, note: 人口と構成市町村はこの日の構成による, note_en: "Population and members stand on the members of this day"}
  then_on: {label: 当時の日, label_en: Day of the figure, note: 数値の基準日。推計のように基準日より後の年は空欄, note_en: "The day of the figure itself; empty for years after the day of the memberships, as projections are"}
  population_then: {label: 人口（当時の構成）, label_en: Population (members then), unit: 人, note: 数値の日に構成市町村であった市町村の合計。地域がまだなかった日、もうなかった日は該当なしで空欄, note_en: "Sum over those who were members on the day of the figure; not applicable, and empty, where there was no such region on that day"}
  known_members_then: {label: 値のある構成市町村（当時）, label_en: Members then with a figure, unit: 市町村}
  members_then: {label: 構成市町村（当時）, label_en: Members then, unit: 市町村, note: 0は地域のなかった日, note_en: "0: there was no such region on that day"}
*/
with member as (
    select
        area_id as region_id,
        municipality_code,
        valid_from,
        valid_to,
        counted
    from kpi.area_member
    where area_level = 'region'
),

period as (
    select
        population.series,
        population.year,
        -- the day of the figure; one that is still to come has no members of its own
        case
            when max(population.as_of) <= coalesce(max(board.day), max(population.as_of))
                then max(population.as_of)
        end as then_on
    from population
    cross join kpi.board_day as board
    where population.age_group = 'total' and population.series <> 'projection'
    group by population.series, population.year
    union all
    select distinct
        series,
        year,
        null::date as then_on
    from population
    where age_group = 'total' and series = 'projection'
),

figure as (
    select
        member.region_id,
        period.series,
        period.year,
        period.then_on,
        member.counted,
        period.then_on is not null
        and coalesce(member.valid_from <= period.then_on, true)
        and coalesce(member.valid_to > period.then_on, true) as member_then,
        population.population as population_then,
        carried.population
    from member
    cross join period
    left join population
        on
            member.municipality_code = population.municipality_code
            and period.series = population.series
            and period.year = population.year
            and population.age_group = 'total'
    left join kpi.carried_population as carried
        on
            member.municipality_code = carried.municipality_code
            and period.series = carried.series
            and period.year = carried.year
            and carried.age_group = 'total'
),

summed as (
    select
        region_id,
        series,
        year,
        max(then_on) as then_on,
        count(population) filter (where counted) as known_members,
        count(*) filter (where counted) as members,
        (sum(population) filter (where counted))::bigint as population,
        count(population_then) filter (where member_then) as known_members_then,
        count(*) filter (where member_then) as members_then,
        (sum(population_then) filter (where member_then))::bigint as population_then
    from figure
    group by region_id, series, year
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
    summed.members,
    term.members_on,
    summed.then_on,
    case
        when summed.known_members_then = summed.members_then then summed.population_then
    end as population_then,
    summed.known_members_then,
    summed.members_then
from summed
inner join region on summed.region_id = region.region_id
inner join kpi.region_term as term on summed.region_id = term.region_id
left join base on summed.region_id = base.region_id
