-- Those indicators as they stand side by side: amounts as they are, or per resident ($per), with where each
-- lies between the lowest and the highest (all equal: in the middle, for the value is there). Where the highest
-- is ten times the median or more, one giant would leave the others no room: the scale is logarithmic.
with scaled as (
    select
        ranked.*,
        ranked.lowest > 0 and ranked.highest >= 10 * ranked.median as logarithmic
    from ranked_indicator as ranked
    where ranked.basis in ('either', case when $per then 'per_resident' else 'total' end)
),

measured as (
    select
        scaled.*,
        case when scaled.logarithmic then ln(scaled.value) else scaled.value end as at_value,
        case when scaled.logarithmic then ln(scaled.median) else scaled.median end as at_median,
        case when scaled.logarithmic then ln(scaled.lowest) else scaled.lowest end as at_lowest,
        case when scaled.logarithmic then ln(scaled.highest) else scaled.highest end as at_highest
    from scaled
)

select
    measured.* exclude (at_value, at_median, at_lowest, at_highest),
    measured.indicator || case when measured.logarithmic then '〔対数〕' else '' end as scale,
    measured.indicator_en || case when measured.logarithmic then ' [log]' else '' end as scale_en,
    case
        when measured.at_highest > measured.at_lowest
            then
                (measured.at_value - measured.at_lowest)
                / (measured.at_highest - measured.at_lowest)
        when measured.value is not null then 0.5
    end as position,
    case
        when measured.at_highest > measured.at_lowest
            then
                (measured.at_median - measured.at_lowest)
                / (measured.at_highest - measured.at_lowest)
        when measured.median is not null then 0.5
    end as median_position,
    measured.region_id = $region as focus
from measured
