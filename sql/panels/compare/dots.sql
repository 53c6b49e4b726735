-- How does the region differ from its peers? An indicator after the other.
select compared_indicator.*
from compared_indicator
order by compared_indicator.sort_order, compared_indicator.name
