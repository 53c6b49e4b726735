/*
title: 調査の集計の地域
title_en: Areas of a survey
question: 調査の対象の市町村は、どの集計の地域に入るか
grain: [survey_id, area_level, area_id, municipality_code]
columns:
  survey_id: {label: 調査ID, label_en: Survey ID}
  area_level: {label: 地域の段階, label_en: Level of the area, note: all 対象全体・subprefecture 出先機関の管内・region 連携地域・municipality 市町村, note_en: "all, subprefecture (bureau), region, municipality"}
  area_id: {label: 地域, label_en: Area ID, note: 全体は空。管内は出先機関の名、連携地域は地域ID、市町村は団体コード, note_en: "empty for all; a bureau's name, a region's ID, a municipality's code"}
  level_order: {label: 段階の並び順, label_en: Order of levels, unit: 番目}
  area: {label: 地域名, label_en: Area}
  area_en: {label: 地域名（英語）, label_en: Area (English)}
  municipality_code: {label: 団体コード, label_en: Municipality code}
  municipality: {label: 市町村, label_en: Municipality}
  municipality_en: {label: 市町村（英語）, label_en: Municipality (English)}
*/
with target as (
    select
        survey_target.survey_id,
        survey.fielded_to,
        survey_target.municipality_code,
        municipality.name as municipality,
        municipality.name_en as municipality_en
    from survey_target
    inner join survey on survey_target.survey_id = survey.survey_id
    inner join municipality
        on survey_target.municipality_code = municipality.municipality_code
),

area as (
    select
        'subprefecture' as area_level,
        2 as level_order,
        subprefecture as area_id,
        subprefecture as area,
        max(subprefecture_en) as area_en
    from bureau_member
    group by subprefecture
    union all
    select
        'region' as area_level,
        3 as level_order,
        region_id as area_id,
        name as area,
        name_en as area_en
    from region
)

select
    survey_id,
    'all' as area_level,
    '' as area_id,
    1 as level_order,
    '対象の全市町村' as area,
    'All municipalities asked' as area_en,
    municipality_code,
    municipality,
    municipality_en
from target
union all
select
    target.survey_id,
    area.area_level,
    area.area_id,
    area.level_order,
    area.area,
    area.area_en,
    target.municipality_code,
    target.municipality,
    target.municipality_en
from target
inner join kpi.area_member as member
    on
        target.municipality_code = member.municipality_code
        and coalesce(target.fielded_to >= member.valid_from, true)
        and coalesce(target.fielded_to < member.valid_to, member.valid_to is null)
inner join area on member.area_level = area.area_level and member.area_id = area.area_id
union all
select
    survey_id,
    'municipality' as area_level,
    municipality_code as area_id,
    4 as level_order,
    municipality as area,
    municipality_en as area_en,
    municipality_code,
    municipality,
    municipality_en
from target
