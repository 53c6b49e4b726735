/*
title: 地域の一般行政職員
title_en: General administration staff of an area
question: 市区町村別の職員数を足し上げると、地域の一般行政職員は何人で、人口千人当たり何人か
grain: [area_level, area_id, year]
columns:
  area_level: {label: 地域の種類, label_en: Kind of area}
  area_id: {label: 地域のID, label_en: Area ID}
  year: {label: 年, label_en: Year, unit: 年, note: 各年4月1日, note_en: "1 April of each year"}
  headcount: {label: 一般行政職員, label_en: General administration staff, unit: 人, note: 構成するすべての市区町村の値があるときだけの合計。一部事務組合・広域連合の職員は含まない, note_en: "Sum, where every municipality has a figure; staff of associations of municipalities is not in it"}
  municipalities: {label: 市区町村数, label_en: Municipalities, unit: 市区町村}
  municipalities_counted: {label: 値のある市区町村, label_en: Municipalities with a figure, unit: 市区町村}
  population: {label: 人口, label_en: Population, unit: 人, note: 職員数の日にいちばん近い国勢調査（速報を含む）, note_en: "Of the census nearest to the day of the staff, a preliminary count too"}
  population_year: {label: 人口の年, label_en: Year of the population, unit: 年}
  preliminary: {label: 人口は速報か, label_en: Preliminary count}
  per_1000_residents: {label: 人口千人当たり, label_en: Per 1000 residents, unit: 人/千人, unit_en: "persons/1,000"}
*/
with member as (
    select
        area_level,
        area_id,
        municipality_code
    from kpi.area_member
    where counted
),

size as (
    select
        area_level,
        area_id,
        count(*) as municipalities
    from member
    group by area_level, area_id
),

employed as (
    select
        member.area_level,
        member.area_id,
        staff.year,
        count(staff.value) as counted,
        sum(staff.value)::bigint as headcount
    from member
    inner join kpi.carried_figure as staff
        on member.municipality_code = staff.municipality_code
    where staff.measure = 'staff' and staff.item = 'general_administration_municipalities'
    group by member.area_level, member.area_id, staff.year
),

resident as (
    select
        member.area_level,
        member.area_id,
        people.series,
        people.year,
        count(people.population) as counted,
        sum(people.population)::bigint as population
    from member
    inner join kpi.carried_population as people
        on member.municipality_code = people.municipality_code
    where people.series in ('census', 'census_preliminary') and people.age_group = 'total'
    group by member.area_level, member.area_id, people.series, people.year
),

-- both are counted on one day of the year: staff on 1 April, residents on 1 October
near as (
    select
        employed.area_level,
        employed.area_id,
        employed.year,
        resident.year as population_year,
        resident.series = 'census_preliminary' as preliminary,
        resident.population,
        row_number() over (
            partition by employed.area_level, employed.area_id, employed.year
            order by abs(12 * (resident.year - employed.year) + 6), resident.year, resident.series
        ) as nearest
    from employed
    inner join size
        on employed.area_level = size.area_level and employed.area_id = size.area_id
    inner join resident
        on
            employed.area_level = resident.area_level
            and employed.area_id = resident.area_id
            and size.municipalities = resident.counted
)

select
    employed.area_level,
    employed.area_id,
    employed.year,
    case when employed.counted = size.municipalities then employed.headcount end as headcount,
    size.municipalities,
    employed.counted as municipalities_counted,
    near.population,
    near.population_year,
    near.preliminary,
    case
        when employed.counted = size.municipalities
            then 1000.0 * employed.headcount / nullif(near.population, 0)
    end as per_1000_residents
from employed
inner join size on employed.area_level = size.area_level and employed.area_id = size.area_id
left join near
    on
        employed.area_level = near.area_level
        and employed.area_id = near.area_id
        and employed.year = near.year
        and near.nearest = 1
