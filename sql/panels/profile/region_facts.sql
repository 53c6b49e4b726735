-- What kind of region is it?
select
    overview.region_id,
    overview.name,
    overview.name_en,
    region.scheme_name,
    coalesce(region.scheme_name_en, region.scheme_name) as scheme_name_en,
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
where overview.region_id = $region
