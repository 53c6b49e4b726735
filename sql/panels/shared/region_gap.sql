-- How far every area lies from the region in focus, indicator by indicator ($weights: density.3, where an
-- indicator counts otherwise than once). One municipality is set against municipalities, several against areas,
-- of which none is part of the other. What is unknown of the region in focus is left out for all; who lacks any
-- of the others has no distance, for over fewer indicators it would be shorter.
with basis as (
    select
        own.*,
        scale.deviation,
        case
            when list_contains($weights, own.indicator_id || '.0') then 0
            when list_contains($weights, own.indicator_id || '.2') then 2
            when list_contains($weights, own.indicator_id || '.3') then 3
            when list_contains($weights, own.indicator_id || '.4') then 4
            when list_contains($weights, own.indicator_id || '.5') then 5
            else 1
        end as weight
    from region_nearness as own
    inner join kpi.nearness_scale as scale on own.indicator_id = scale.indicator_id
),

overlap as (
    select
        member.area_level,
        member.area_id,
        count(*) as shared
    from kpi.area_member as member
    inner join region_town on member.municipality_code = region_town.municipality_code
    where member.counted
    group by member.area_level, member.area_id
),

other as (
    select
        area.*,
        coalesce(overlap.shared, 0) as shared
    from kpi.comparable_area as area
    cross join region_subject as subject
    left join overlap
        on area.area_level = overlap.area_level and area.area_id = overlap.area_id
    where
        (area.members = 1) = (subject.members = 1)
        and coalesce(overlap.shared, 0) < least(area.members, subject.members)
),

gap as (
    select
        other.*,
        basis.indicator_id,
        basis.indicator,
        basis.indicator_en,
        basis.unit,
        basis.unit_en,
        basis.decimals,
        basis.logarithmic,
        basis.sort_order,
        basis.weight,
        basis.weight > 0 and basis.scaled is not null as counts,
        basis.value as own_value,
        basis.scaled as own_scaled,
        found.value,
        found.scaled,
        found.known,
        -- as they are printed: figures side by side subtract
        round(
            round(found.value, basis.decimals) - round(basis.value, basis.decimals), basis.decimals
        ) as difference,
        -- by as many decimals as the machine's last bits leave alone
        round((found.scaled - basis.scaled) / nullif(basis.deviation, 0), 9) as steps
    from other
    cross join basis
    left join kpi.nearness_indicator as found
        on
            other.area_level = found.area_level
            and other.area_id = found.area_id
            and basis.indicator_id = found.indicator_id
),

summed as (
    select
        area_level,
        area_id,
        count(*) filter (where counts) as counting,
        case
            when count(*) filter (where counts) = count(steps) filter (where counts)
                then round(
                    sqrt(
                        sum(weight * steps * steps) filter (where counts)
                        / nullif(sum(weight) filter (where counts), 0)
                    ),
                    9
                )
        end as distance
    from gap
    group by area_level, area_id
),

placed as (
    select
        *,
        case when distance is not null then rank() over (order by distance nulls last) end as place,
        count(*) over (partition by distance) as sharing,
        count(distance) over () as compared,
        count(*) over () as areas
    from summed
)

select
    gap.*,
    placed.counting,
    placed.distance,
    placed.place,
    placed.sharing,
    placed.compared,
    placed.areas,
    false as focus,
    subject.name as subject,
    subject.name_en as subject_en
from gap
inner join placed on gap.area_level = placed.area_level and gap.area_id = placed.area_id
cross join region_subject as subject
