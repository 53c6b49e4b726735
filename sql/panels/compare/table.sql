-- The indicators of every region compared, the one in focus first; what a table of one page has no room for
-- stands in the chart alone.
select compared_indicator.*
from compared_indicator
where compared_indicator.indicator_id not in ('staff_per_1000', 'aged_share_2020_pct')
order by
    compared_indicator.focus desc, compared_indicator.name asc, compared_indicator.sort_order asc
