-- The chosen municipalities themselves, with the regions and national areas they are in.
with belongs as (
    select
        member.municipality_code,
        string_agg(region.name, '、' order by region.sort_order) as regions,
        string_agg(region.name_en, ', ' order by region.sort_order) as regions_en
    from kpi.area_member as member
    inner join kpi.region_overview as region on member.area_id = region.region_id
    where member.area_level = 'region' and member.present
    group by member.municipality_code
)

select
    chosen_town.*,
    chosen_name.name as coalition,
    chosen_name.name_en as coalition_en,
    (select min(source_id) from national_area_extent) as list_source,
    concat_ws(
        '・', chosen_town.prefecture, regexp_replace(chosen_town.subprefecture, '(総合)?振興局$', '')
    )
        as place,
    case
        when chosen_town.subprefecture is not null then (select day from kpi.board_day)
    end as bureau_on,
    concat_ws(', ', chosen_town.prefecture_en, chosen_town.subprefecture_en) as place_en,
    coalesce(belongs.regions, 'なし') as regions,
    coalesce(belongs.regions_en, 'none') as regions_en,
    coalesce(national.areas, case national.standing when 'out' then 'なし' else '不明' end) as national,
    coalesce(national.areas_en, case national.standing when 'out' then 'none' else 'not known' end)
        as national_en
from chosen_town
cross join chosen_name
left join kpi.national_standing as national
    on chosen_town.municipality_code = national.municipality_code and national.newest
left join belongs on chosen_town.municipality_code = belongs.municipality_code
order by chosen_town.municipality_code
