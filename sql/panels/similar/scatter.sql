-- Where does the region in focus lie between two indicators ($x_axis, $y_axis), where its neighbours, where all
-- others that it is compared with?
with point as (
    select
        area_level,
        area_id,
        name,
        name_en,
        place,
        distance,
        subject,
        subject_en,
        max(value) filter (where indicator_id = $x_axis) as x_value,
        max(value) filter (where indicator_id = $y_axis) as y_value,
        max(own_value) filter (where indicator_id = $x_axis) as own_x,
        max(own_value) filter (where indicator_id = $y_axis) as own_y
    from region_gap
    where place is not null
    group by all
),

standing as (
    select
        name,
        name_en,
        area_level,
        area_id,
        place,
        distance,
        case when place <= 10 then 'near' else 'other' end as role,
        x_value,
        y_value
    from point
    union all
    select distinct
        subject as name,
        subject_en as name_en,
        '' as area_level,
        '' as area_id,
        0 as place,
        null as distance,
        'focus' as role,
        own_x as x_value,
        own_y as y_value
    from point
),

axis as (
    select distinct
        indicator_id,
        indicator,
        indicator_en,
        unit,
        unit_en,
        decimals,
        logarithmic
    from region_gap
)

select
    standing.*,
    standing.role = 'focus' as focus,
    (select edition.as_of from kpi.area_edition as edition) as area_as_of,
    x.indicator as x_indicator,
    x.indicator_en as x_indicator_en,
    x.unit as x_unit,
    x.unit_en as x_unit_en,
    x.decimals as x_decimals,
    x.logarithmic as x_logarithmic,
    y.indicator as y_indicator,
    y.indicator_en as y_indicator_en,
    y.unit as y_unit,
    y.unit_en as y_unit_en,
    y.decimals as y_decimals,
    y.logarithmic as y_logarithmic
from standing
inner join axis as x on x.indicator_id = $x_axis
inner join axis as y on y.indicator_id = $y_axis
order by standing.place, standing.name, standing.area_id
