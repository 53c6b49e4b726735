-- The sources of what projects came to, of regions ($within; of all where it is empty).
select distinct source_id
from project_outcome
where project_id is not null and (len($within) = 0 or list_contains($within, region_id))
order by source_id
