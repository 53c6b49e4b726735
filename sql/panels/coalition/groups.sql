-- What can be taken as a whole: existing regions, bureaus of a prefecture, prefectures.
select
    'region.' || region.region_id as group_id,
    region.name,
    region.name_en,
    1 as kind,
    region.sort_order::varchar as place,
    list(member.municipality_code order by member.municipality_code) as members
from kpi.region_overview as region
inner join kpi.area_member as member
    on member.area_level = 'region' and region.region_id = member.area_id and member.present
group by all
union all
select
    'bureau.' || town.subprefecture as group_id,
    town.prefecture || '・' || town.subprefecture as name,
    town.prefecture_en || ', ' || town.subprefecture_en as name_en,
    2 as kind,
    min(town.municipality_code) as place,
    list(town.municipality_code order by town.municipality_code) as members
from kpi.municipality_outlook as town
where town.subprefecture is not null
group by town.prefecture, town.prefecture_en, town.subprefecture, town.subprefecture_en
union all
select
    'prefecture.' || town.prefecture_code as group_id,
    town.prefecture as name,
    town.prefecture_en as name_en,
    3 as kind,
    town.prefecture_code as place,
    list(town.municipality_code order by town.municipality_code) as members
from kpi.municipality_outlook as town
group by town.prefecture_code, town.prefecture, town.prefecture_en
order by kind, try_cast(place as integer), group_id
