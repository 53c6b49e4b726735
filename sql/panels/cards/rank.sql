-- The place of the region in focus among those compared, by each indicator; one that is no more, or
-- not yet, has its figure without a place. An amount may be a sum over schemes: how many.
with standing as (
    select ranked_indicator.*
    from ranked_indicator
    where ranked_indicator.region_id = $region
    union all by name
    select
        ranked.* exclude (
            name,
            name_en,
            scheme,
            state,
            regions,
            place,
            position,
            prefecture_scope,
            beside,
            beside_en
        ),
        ranked.name,
        ranked.name_en,
        ranked.beside as prefecture,
        ranked.beside_en as prefecture_en
    from indicator_beside as ranked
    where
        ranked.state <> 'present'
        and ranked.region_id = $region
)

select
    standing.*,
    total.scheme_count,
    total.payer_count
from standing
left join kpi.grant_total as total
    on
        standing.region_id = total.scope
        and standing.indicator_id in ('yen_per_year', 'yen_per_resident_year', 'cap_use_pct')
