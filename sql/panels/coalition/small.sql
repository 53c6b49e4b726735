-- How many small municipalities a coalition has and will have, beside the regions.
select coalition_indicator.*
from coalition_indicator
where coalition_indicator.indicator_group in ('small', 'both')
order by
    coalition_indicator.focus desc,
    coalition_indicator.region_order asc,
    coalition_indicator.sort_order asc
