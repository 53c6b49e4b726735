-- The coalition first, then the regions it is compared with ($peers: of none, all; $region), an indicator a
-- row, with its place among them.
with compared as (
    select
        true as focus,
        0 as region_order,
        chosen_name.name,
        chosen_name.name_en,
        chosen_indicator.*
    from chosen_indicator
    cross join chosen_name
    union all
    select
        false as focus,
        region.sort_order as region_order,
        region.name,
        region.name_en,
        item.*
    from kpi.area_indicator as item
    inner join region on item.area_id = region.region_id
    where
        item.area_level = 'region'
        and region.scheme <> 'council'
        and (
            region.region_id = $region
            or region.region_id in (
                select term.region_id from kpi.region_term as term
                where term.state = 'present'
            )
        )
        and exists (select 1 from chosen_member)
        and (
            len($peers) = 0
            or list_contains($peers, region.region_id)
            or region.region_id = $region
        )
)

select
    compared.*,
    case when compared.value is null then 'unknown' end as why,
    case
        when compared.value is not null
            then rank() over (
                partition by compared.indicator_id order by round(compared.value, 6) desc nulls last
            )
    end as place,
    count(compared.value) over (partition by compared.indicator_id) as placed,
    count(*) over (partition by compared.indicator_id, round(compared.value, 6)) as sharing
from compared
