/*
title: 部門別職員数の推移
title_en: Staff by department over time
question: 自治体の職員は、どの部門でどれだけ減ったか
grain: [area_code, year, department]
columns:
  area_code: {label: 地域コード, label_en: Area code, note: 2桁は都道府県, note_en: "Two digits: a prefecture"}
  year: {label: 年, label_en: Year, unit: 年, note: 各年4月1日, note_en: "1 April of each year"}
  department: {label: 部門ID, label_en: Department ID}
  department_name: {label: 部門, label_en: Department}
  department_name_en: {label: 部門（英語）, label_en: Department (English)}
  headcount: {label: 職員数, label_en: Staff, unit: 人, note: 一般行政（市町村）は都道府県ごとの公表値。市町村別の値の合計（kpi.area_staff）より多く、一部事務組合・広域連合を含むためと見られる（未確認）, note_en: "General administration (municipalities) as published for the prefecture: higher than the sum by municipality (kpi.area_staff), probably because associations count too (not confirmed)"}
  index: {label: 職員数指数, label_en: Staff index, unit: 最初の年＝100, note: 2001年に部門の区分が変わり前後は続かないため、2001年より前は空欄, note_en: "Departments were reclassified in 2001: empty for the years before, which do not compare"}
  first_year: {label: 指数の最初の年, label_en: First year of the index, unit: 年, note: 2001年以後で最初の年, note_en: "The first year from 2001 on"}
  per_10000_residents: {label: 人口1万人当たり職員数, label_en: Staff per 10000 residents, unit: 人/万人, note: 国勢調査の年だけ（人口は同じ年の国勢調査）。ほかの年と、人口のない市区町村がある県は空欄, note_en: "In census years alone, over the census of that year; empty for other years, and where a municipality has no population"}
  population_year: {label: 人口の年, label_en: Year of the population, unit: 年, note: 国勢調査のない年は空欄, note_en: Empty in a year without a census}
*/
with home as (
    select
        area_id as prefecture_code,
        count(*) as municipality_count
    from kpi.area_member
    where area_level = 'prefecture' and counted
    group by area_id
),

summed as (
    select
        member.area_id as prefecture_code,
        population.year,
        count(population.population) as counted,
        sum(population.population)::bigint as population
    from kpi.carried_population as population
    inner join kpi.area_member as member
        on
            population.municipality_code = member.municipality_code
            and member.area_level = 'prefecture' and member.counted
    where population.series = 'census' and population.age_group = 'total'
    group by member.area_id, population.year
),

census as (
    select
        summed.prefecture_code,
        summed.year,
        case when summed.counted = home.municipality_count then summed.population end as population
    from summed
    inner join home on summed.prefecture_code = home.prefecture_code
),

-- in 2001 general administration of municipalities fell by 32,240 all over Japan and public enterprises rose
-- by 21,834, by the look of it a reclassification (inferred): the years before and after are two series
base as (
    select
        area_code,
        department,
        min(year) as first_year,
        arg_min(headcount, year) as headcount
    from staff
    where area_level = 'prefecture' and year >= 2001
    group by area_code, department
)

select
    staff.area_code,
    staff.year,
    staff.department,
    case staff.department
        when 'general_administration_prefecture' then '一般行政（道府県）'
        when 'general_administration_municipalities' then '一般行政（市町村分）'
        when 'education' then '教育'
        when 'police' then '警察'
        when 'fire' then '消防'
        when 'public_enterprises' then '公営企業等'
    end as department_name,
    case staff.department
        when 'general_administration_prefecture' then 'General administration (prefecture)'
        when 'general_administration_municipalities'
            then 'General administration (municipalities)'
        when 'education' then 'Education'
        when 'police' then 'Police'
        when 'fire' then 'Fire service'
        when 'public_enterprises' then 'Public enterprises'
    end as department_name_en,
    staff.headcount,
    case
        when staff.year >= base.first_year then 100.0 * staff.headcount / nullif(base.headcount, 0)
    end as index,
    base.first_year,
    10000.0 * staff.headcount / nullif(census.population, 0) as per_10000_residents,
    census.year as population_year
from staff
left join base on staff.area_code = base.area_code and staff.department = base.department
-- staff of one year over residents of another would fall and rise with the census alone
left join census on staff.area_code = census.prefecture_code and staff.year = census.year
where staff.area_level = 'prefecture'
