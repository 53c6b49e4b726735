-- What kind of region is it? One that passed from a scheme to another has each with its days.
with passed as (
    select
        under.region_id,
        string_agg(
            scheme.name || '（' || coalesce(under.valid_from::varchar, '') || '～'
            || coalesce((under.valid_to - 1)::varchar, '') || '）', '、'
            order by under.valid_from nulls first
        ) as schemes,
        string_agg(
            coalesce(scheme.name_en, scheme.name) || ' (' || coalesce(under.valid_from::varchar, '')
            || ' - ' || coalesce((under.valid_to - 1)::varchar, '') || ')', ', '
            order by under.valid_from nulls first
        ) as schemes_en
    from region_scheme as under
    inner join scheme on under.scheme_id = scheme.scheme_id
    group by under.region_id
    having count(*) > 1
),

-- the same members in the edition of areas before, where it has them all
former as (
    select
        edition.former_as_of,
        case when count(area.value) = count(*) then round(sum(area.value), 2) end as former_area_km2
    from kpi.area_member as member
    cross join kpi.area_edition as edition
    left join kpi.carried_figure as area
        on
            member.municipality_code = area.municipality_code
            and area.measure = 'area' and edition.former_as_of::varchar = area.item
    where member.area_level = 'region' and member.area_id = $region and member.counted
    group by edition.former_as_of
)

select
    overview.region_id,
    overview.name,
    overview.name_en,
    coalesce(passed.schemes, region.scheme_name) as scheme_name,
    coalesce(passed.schemes_en, region.scheme_name_en, region.scheme_name) as scheme_name_en,
    overview.scheme = 'council' as unagreed,
    case
        when overview.scheme = 'council' then 'no_agreement' else 'unknown'
    end as agreement_missing,
    case
        when overview.scheme = 'council' then 'no_agreement' else 'not_marked'
    end as amendment_missing,
    overview.lead,
    coalesce(town.name_en, overview.lead) as lead_en,
    overview.lead_role,
    overview.state,
    overview.valid_from,
    overview.valid_to,
    overview.members_on,
    overview.member_count,
    overview.population_2020,
    overview.area_km2,
    overview.area_as_of,
    overview.area_undecided,
    former.former_as_of,
    former.former_area_km2,
    overview.density,
    overview.population_index_2050,
    overview.cap_use_pct,
    overview.disbursed_yen,
    overview.grant_years,
    region.agreement_on,
    region.agreement_amended_on,
    region.vision_on,
    region.vision_amended_on,
    region.background
from kpi.region_overview as overview
inner join region using (region_id)
-- a lead told with its years, or more than one, stays as the document tells it
left join kpi.member_outlook as town
    on overview.region_id = town.region_id and overview.lead = town.name
left join passed on overview.region_id = passed.region_id
left join former on overview.area_km2 is not null
where overview.region_id = $region
