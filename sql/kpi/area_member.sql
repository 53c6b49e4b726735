/*
title: 地域の構成市区町村
title_en: Municipalities of an area
question: ボードが数値を出す地域は、どの市区町村からなるか（地域とは市区町村の集まりである）
grain: [area_level, area_id, municipality_code]
columns:
  area_level: {label: 地域の種類, label_en: Kind of area, note: municipality 市区町村・region 連携地域（推進会議・研究会を含む）・subprefecture 振興局・prefecture 都道府県・board ボード全体, note_en: "municipality, region (councils and study groups too), subprefecture, prefecture, board (all of it)"}
  area_id: {label: 地域のID, label_en: Area ID, note: 市区町村と都道府県はコード、連携地域は地域ID、振興局は名。ボード全体では regions 協定のある地域の市区町村・regions_at_home そのうち地域の属する都道府県にあるもの・home 地域の属する都道府県の市区町村, note_en: "The code of a municipality or prefecture, the ID of a region, the name of a bureau; of the board: regions (all in a region with an agreement), regions_at_home (those of them in the prefectures of the regions), home (all in those prefectures)"}
  municipality_code: {label: 団体コード, label_en: Municipality code}
*/
with agreed as (
    select
        region_id,
        prefecture_code
    from region
    where scheme <> 'council'
),

-- a member of two regions is one municipality of the board
covered as (
    select distinct
        municipality.municipality_code,
        municipality.prefecture_code
    from region_member
    inner join agreed on region_member.region_id = agreed.region_id
    inner join municipality
        on region_member.municipality_code = municipality.municipality_code
    where region_member.left_on is null
)

select
    'municipality' as area_level,
    municipality_code as area_id,
    municipality_code
from municipality
union all
select
    'region' as area_level,
    region_id as area_id,
    municipality_code
from region_member
where left_on is null
union all
select
    'subprefecture' as area_level,
    subprefecture as area_id,
    municipality_code
from municipality
where subprefecture is not null
union all
select
    'prefecture' as area_level,
    prefecture_code as area_id,
    municipality_code
from municipality
union all
select
    'board' as area_level,
    'regions' as area_id,
    municipality_code
from covered
union all
select
    'board' as area_level,
    'regions_at_home' as area_id,
    municipality_code
from covered
where prefecture_code in (select agreed.prefecture_code from agreed)
union all
select
    'board' as area_level,
    'home' as area_id,
    municipality_code
from municipality
where prefecture_code in (select agreed.prefecture_code from agreed)
