-- The sets of regions that a reader can look at alone, each with its regions, in the order of their documents.
with prefecture as (
    select distinct
        prefecture_code,
        prefecture,
        prefecture_en
    from municipality
),

named as (
    select
        region.region_id,
        region.sort_order,
        'prefecture' as kind,
        region.prefecture_code as id,
        prefecture.prefecture as name,
        prefecture.prefecture_en as name_en
    from kpi.region_overview as region
    inner join prefecture on region.prefecture_code = prefecture.prefecture_code
    union all
    select
        region.region_id,
        region.sort_order,
        'scheme' as kind,
        scheme.scheme_id as id,
        scheme.name,
        scheme.name_en
    from kpi.region_overview as region
    inner join region_scheme as term on region.region_id = term.region_id
    inner join scheme on term.scheme_id = scheme.scheme_id
    union all
    select
        region.region_id,
        region.sort_order,
        'bureau' as kind,
        bureau.area_id as id,
        bureau.area_id as name,
        district.subprefecture_en as name_en
    from kpi.region_overview as region
    inner join kpi.area_member as member
        on region.region_id = member.area_id and member.area_level = 'region' and member.counted
    inner join kpi.area_member as bureau
        on
            member.municipality_code = bureau.municipality_code
            and bureau.area_level = 'subprefecture'
            and bureau.counted
    inner join bureau_member as district
        on
            bureau.municipality_code = district.municipality_code
            and bureau.area_id = district.subprefecture
),

each as (
    select distinct *
    from named
)

select
    kind,
    id,
    name,
    name_en,
    list(region_id order by sort_order) as regions,
    min(sort_order) as place
from each
group by kind, id, name, name_en
order by kind = 'bureau', kind = 'scheme', place, id
