-- Which areas are nearest to the region in focus, in which indicator most, and in which least?
with basis as (
    select distinct
        indicator_id,
        indicator,
        indicator_en,
        sort_order,
        weight,
        counts,
        logarithmic,
        own_value
    from region_gap
),

used as (
    select
        string_agg(indicator, '・' order by sort_order) filter (where counts) as indicators,
        string_agg(indicator_en, ', ' order by sort_order) filter (where counts)
            as indicators_en,
        string_agg(indicator, '・' order by sort_order) filter (where counts and logarithmic)
            as logarithms,
        string_agg(indicator_en, ', ' order by sort_order) filter (where counts and logarithmic)
            as logarithms_en,
        string_agg(indicator || ' ' || weight, '・' order by sort_order) filter (where weight <> 1)
            as weighted,
        string_agg(indicator_en || ' ' || weight, ', ' order by sort_order)
        filter (where weight <> 1) as weighted_en,
        string_agg(indicator, '・' order by sort_order) filter (where weight > 0 and not counts)
            as unknown,
        string_agg(indicator_en, ', ' order by sort_order) filter (where weight > 0 and not counts)
            as unknown_en
    from basis
),

-- of one area its indicators by how little they differ, and by how much; without the year, which the list of the
-- indicators has
ordered as (
    select
        *,
        regexp_replace(indicator, '（.*$', '') as short,
        regexp_replace(indicator_en, '( in| FY)? ?[0-9]{4}.*$', '') as short_en,
        row_number() over (
            partition by area_level, area_id order by abs(steps) asc, sort_order asc
        ) as from_least,
        row_number() over (
            partition by area_level, area_id order by abs(steps) desc, sort_order asc
        ) as from_most
    from region_gap
    where place <= 10 and counts
)

select
    gap.area_level,
    gap.area_id,
    gap.name,
    gap.name_en,
    gap.kind,
    gap.kind_en,
    gap.prefectures,
    gap.prefectures_en,
    gap.members,
    gap.member_codes,
    gap.shared,
    gap.place,
    gap.distance,
    gap.sharing,
    gap.compared,
    gap.areas,
    gap.counting,
    gap.subject,
    gap.subject_en,
    false as focus,
    max(gap.short) filter (where gap.from_least = 1) as nearest,
    max(gap.short_en) filter (where gap.from_least = 1) as nearest_en,
    min(abs(gap.steps)) as nearest_steps,
    max(gap.short) filter (where gap.from_most = 1) as farthest,
    max(gap.short_en) filter (where gap.from_most = 1) as farthest_en,
    max(abs(gap.steps)) as farthest_steps,
    used.indicators,
    used.indicators_en,
    used.logarithms,
    used.logarithms_en,
    used.weighted,
    used.weighted_en,
    used.unknown,
    used.unknown_en,
    (select edition.as_of from kpi.area_edition as edition) as area_as_of
from ordered as gap
cross join used
group by all
order by gap.place, gap.name
