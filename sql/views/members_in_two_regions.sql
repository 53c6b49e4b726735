/*
title: 二つ以上の地域に入る市町村
title_en: Municipalities in two or more regions
question: どの市町村が、どの地域に重ねて入っているか
question_en: Which municipalities belong to more than one region?
grain: [municipality_code]
chart: {kind: table, label: name}
checks:
  - range: {region_count: [2, null]}
  - relationship: {municipality_code: municipality.municipality_code}
sources: [census_1980_2020]
columns:
  municipality_code: {label: 団体コード, label_en: Municipality code}
  name: {label: 市町村, label_en: Municipality}
  name_en: {label: 市町村（英語）, label_en: Municipality (English)}
  region_count: {label: 地域数, label_en: Regions, unit: 地域, unit_en: regions}
  regions: {label: 地域, label_en: Regions in words}
  regions_en: {label: 地域（英語）, label_en: Regions in words (English)}
  population_2020: {label: 人口（2020年）, label_en: Population 2020, unit: 人, unit_en: persons}
*/
select
    member_outlook.municipality_code,
    member_outlook.name,
    member_outlook.name_en,
    count(*) as region_count,
    string_agg(region_overview.name, '、' order by region_overview.sort_order) as regions,
    string_agg(region_overview.name_en, ', ' order by region_overview.sort_order) as regions_en,
    max(member_outlook.population_2020) as population_2020
from kpi.member_outlook as member_outlook
inner join kpi.region_overview as region_overview
    on
        member_outlook.region_id = region_overview.region_id
        and region_overview.state = 'present'
group by member_outlook.municipality_code, member_outlook.name, member_outlook.name_en
having count(*) > 1
order by member_outlook.municipality_code
