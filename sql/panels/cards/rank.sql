-- The place of the region in focus among those compared, by one indicator ($indicator).
select ranked_indicator.*
from ranked_indicator
where ranked_indicator.region_id = $region and ranked_indicator.indicator_id = $indicator
