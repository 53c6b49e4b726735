-- The indicators of the region in focus ($region) that similar areas are looked for by.
select *
from kpi.nearness_indicator
where area_level = 'region' and area_id = $region
