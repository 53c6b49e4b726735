-- In which indicators are the areas nearest to the region in focus near, and how near? The region first, then its
-- neighbours; an indicator a row, the distance before them.
with near as (
    select *
    from region_gap
    where place <= 10
),

stated as (
    select
        name,
        name_en,
        area_id,
        place,
        distance,
        focus,
        indicator_id,
        indicator,
        indicator_en,
        unit,
        unit_en,
        decimals,
        sort_order,
        value,
        difference,
        case when weight > 0 then abs(steps) end as apart
    from near
    union all
    select distinct
        subject as name,
        subject_en as name_en,
        '' as area_id,
        0 as place,
        null::double as distance,
        true as focus,
        indicator_id,
        indicator,
        indicator_en,
        unit,
        unit_en,
        decimals,
        sort_order,
        own_value as value,
        null::double as difference,
        null::double as apart
    from near
),

listed as (
    select * from stated
    union all
    select distinct
        name,
        name_en,
        area_id,
        place,
        distance,
        focus,
        'distance' as indicator_id,
        '距離' as indicator,
        'Distance' as indicator_en,
        '標準偏差＝1' as unit,
        '1 = one SD' as unit_en,
        2 as decimals,
        0 as sort_order,
        distance as value,
        null::double as difference,
        null::double as apart
    from stated
)

select
    *,
    -- two standard deviations and more are shaded alike
    case when apart is not null then least(apart / 2, 1) end as shade,
    (select edition.as_of from kpi.area_edition as edition) as area_as_of,
    case
        when place = 0 and indicator_id = 'distance' then 'out_of_scope'
        when value is null then 'unknown'
    end as why,
    case
        when place = 0 or indicator_id = 'distance' then 'out_of_scope'
        when difference is null then 'unknown'
    end as why_alike,
    case
        when place = 0 or indicator_id = 'distance' then 'out_of_scope'
        when apart is null then 'not_compared'
    end as why_apart
from listed
order by place, name, area_id, sort_order
