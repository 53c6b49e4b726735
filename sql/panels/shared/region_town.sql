-- The municipalities of the region in focus ($region).
select municipality_code
from kpi.area_member
where area_level = 'region' and area_id = $region and counted
