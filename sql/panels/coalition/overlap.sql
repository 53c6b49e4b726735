-- Which regions on the board the chosen municipalities belong to; those in none stand last.
with belongs as (
    select
        chosen_town.municipality_code,
        chosen_town.name,
        chosen_town.name_en,
        region.region_id
    from chosen_town
    inner join kpi.area_member as member using (municipality_code)
    inner join kpi.region_overview as region on member.area_id = region.region_id
    where member.area_level = 'region' and member.present
),

listed as (
    select
        region.name,
        region.name_en,
        region.scheme,
        region.sort_order,
        region.member_count as region_members,
        count(*) as shared,
        string_agg(belongs.name, '、' order by belongs.municipality_code) as names,
        string_agg(belongs.name_en, ', ' order by belongs.municipality_code) as names_en
    from belongs
    inner join kpi.region_overview as region using (region_id)
    group by all
    union all
    select
        'ボードに載るどの地域にも入っていない',
        'In no region on the board',
        null,
        10000,
        null,
        count(*),
        string_agg(chosen_town.name, '、' order by chosen_town.municipality_code),
        string_agg(chosen_town.name_en, ', ' order by chosen_town.municipality_code)
    from chosen_town
    where
        not exists (
            select 1 from belongs
            where belongs.municipality_code = chosen_town.municipality_code
        )
    having count(*) > 0
)

select
    listed.*,
    chosen_name.name as coalition,
    chosen_name.name_en as coalition_en,
    (select count(*) from chosen_town) as members,
    (select count(distinct municipality_code) from belongs) as in_some,
    (select count(*) from (
        select 1 from belongs
        group by municipality_code
        having count(*) > 1
    )) as in_several
from listed
cross join chosen_name
order by listed.sort_order
