-- What councils and study groups are there?
with place_of as (
    select distinct
        prefecture_code,
        prefecture,
        prefecture_en
    from municipality
)

select
    region.region_id,
    region.name,
    region.name_en,
    region.scheme_name,
    coalesce(region.scheme_name_en, region.scheme_name) as scheme_name_en,
    place_of.prefecture,
    place_of.prefecture_en,
    region.lead,
    region.lead_role,
    region.published_member_count,
    region.background
from council as region
inner join place_of using (prefecture_code)
order by region.sort_order, region.region_id
