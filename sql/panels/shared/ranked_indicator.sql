-- The indicators of the regions compared ($peers: of none, all; the one in focus is always among them), each
-- with its place among them.
with chosen as (
    select
        ranked.region_id,
        ranked.name,
        ranked.name_en,
        ranked.indicator_id,
        ranked.indicator,
        ranked.indicator_en,
        ranked.unit,
        ranked.unit_en,
        ranked.decimals,
        ranked.sort_order,
        ranked.value,
        ranked.why,
        ranked.basis,
        ranked.prefecture_value,
        ranked.area_as_of,
        ranked.area_undecided,
        ranked.distance_to_prefecture,
        ranked.beside as prefecture,
        ranked.beside_en as prefecture_en
    from indicator_beside as ranked
    where
        ranked.state = 'present'
        and (
            len($peers) = 0
            or list_contains($peers, ranked.region_id)
            or ranked.region_id = $region
        )
),

placed as (
    select
        chosen.*,
        case
            when chosen.value is not null
                then
                    rank() over (
                        partition by chosen.indicator_id order by chosen.value desc nulls last
                    )
        end as place,
        count(chosen.value) over (partition by chosen.indicator_id) as known,
        count(*) over (partition by chosen.indicator_id, chosen.value) as sharing,
        median(chosen.value) over (partition by chosen.indicator_id) as median,
        min(chosen.value) over (partition by chosen.indicator_id) as lowest,
        max(chosen.value) over (partition by chosen.indicator_id) as highest
    from chosen
)

select
    placed.*,
    -- as they are printed: figures side by side subtract
    round(
        round(placed.value, placed.decimals) - round(placed.median, placed.decimals),
        placed.decimals
    ) as distance_to_median
from placed
