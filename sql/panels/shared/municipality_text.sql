-- Municipalities of Japan by name and reading, each with a row for every region it is a member of.
with member as (
    select
        told.municipality_code,
        region.region_id,
        region.name,
        region.name_en
    from kpi.area_member as told
    inner join region on told.area_id = region.region_id
    where told.area_level = 'region' and told.present
)

select
    municipality.municipality_code || coalesce('/' || member.region_id, '') as entry_id,
    municipality.name as title,
    municipality.name_en as title_en,
    concat_ws('、', municipality.prefecture, member.name) as owner,
    concat_ws(', ', municipality.prefecture_en, member.name_en) as owner_en,
    member.region_id,
    municipality.municipality_code::integer + if(member.region_id is null, 1000000, 0) as place,
    municipality.source_row,
    concat_ws(
        chr(10),
        municipality.name,
        municipality.name_en,
        municipality.kana,
        municipality.prefecture,
        municipality.prefecture_en
    ) as words
from municipality
left join member on municipality.municipality_code = member.municipality_code
where municipality.valid_to is null
