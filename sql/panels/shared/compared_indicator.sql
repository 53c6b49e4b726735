-- Those indicators as they stand side by side: amounts as they are, or per resident ($per), with where each
-- lies between the lowest and the highest (all equal: in the middle, for the value is there).
select
    ranked.*,
    case
        when ranked.highest > ranked.lowest
            then (ranked.value - ranked.lowest) / (ranked.highest - ranked.lowest)
        when ranked.value is not null then 0.5
    end as position,
    case
        when ranked.highest > ranked.lowest
            then (ranked.median - ranked.lowest) / (ranked.highest - ranked.lowest)
        when ranked.median is not null then 0.5
    end as median_position,
    ranked.region_id = $region as focus
from ranked_indicator as ranked
where ranked.basis in ('either', case when $per then 'per_resident' else 'total' end)
