-- The documents that tell of the region in focus ($region).
select source_id
from region
where region_id = $region
