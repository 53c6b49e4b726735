-- What was difficult when regions were formed, and what helped? The register of what is told of a region itself.
with told as (
    select
        region_id,
        list(told order by outcome_id) filter (where said = 'difficulty') as difficulty_texts,
        list(told order by outcome_id) filter (where said = 'no_difficulty') as no_difficulty_texts,
        list(told order by outcome_id) filter (where said = 'remedy') as remedy_texts,
        list(told order by outcome_id) filter (where said = 'context') as context_texts
    from kpi.outcome_kind
    where project_id is null
    group by region_id
)

select
    region.region_id,
    region.name,
    region.name_en,
    region.scheme_name,
    coalesce(region.scheme_name_en, region.scheme_name) as scheme_name_en,
    region.background,
    told.* exclude (region_id),
    coalesce(len(told.difficulty_texts), 0) as difficulties,
    coalesce(len(told.no_difficulty_texts), 0) as no_difficulties,
    coalesce(len(told.remedy_texts), 0) as remedies,
    coalesce(len(told.context_texts), 0) as contexts
from told
inner join region using (region_id)
where $region is null or region.region_id = $region
order by region.sort_order, region.region_id
