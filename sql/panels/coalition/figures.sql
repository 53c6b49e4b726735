-- How large a coalition is and what lies ahead of it, beside the regions.
select coalition_indicator.*
from coalition_indicator
where coalition_indicator.indicator_group in ('figures', 'both')
order by
    coalition_indicator.focus desc,
    coalition_indicator.region_order asc,
    coalition_indicator.sort_order asc
