-- The ids that regions and councils have already.
select region_id
from region
order by region_id
