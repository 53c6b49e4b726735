-- The sources of regions ($within; of all where it is empty).
select distinct source_id
from region
where scheme <> 'council' and (len($within) = 0 or list_contains($within, region_id))
order by source_id
