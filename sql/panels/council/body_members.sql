-- Which municipalities are in a council? Members that are named, else all of the bureau that leads it, whose
-- mayors the document calls its members without a name.
with named as (
    select
        region_member.region_id,
        region_member.municipality_code,
        true as named
    from region_member
    inner join council as region on region_member.region_id = region.region_id
    where region_member.left_on is null
),

of_bureau as (
    select distinct
        region.region_id,
        municipality.municipality_code,
        false as named
    from council as region
    inner join body_role
        on region.region_id = body_role.region_id and body_role.text = '各市町村長'
    inner join kpi.municipality_outlook as municipality
        on
            region.lead = municipality.subprefecture
            and region.prefecture_code = municipality.prefecture_code
    where region.region_id not in (select named.region_id from named)
)

select
    region.region_id,
    region.name,
    region.name_en,
    bool_or(member.named) as named,
    count(*) as members,
    string_agg(municipality.name, '、' order by municipality.municipality_code) as municipalities,
    string_agg(municipality.name_en, ', ' order by municipality.municipality_code)
        as municipalities_en
from (
    select * from named
    union all
    select * from of_bureau
) as member
inner join region on member.region_id = region.region_id
inner join municipality on member.municipality_code = municipality.municipality_code
group by region.region_id, region.name, region.name_en, region.sort_order
order by region.sort_order, region.region_id
