-- The sources of who is a member of a region ($within; of any where it is empty).
select distinct source_id
from standing_member
where (len($within) = 0 or list_contains($within, region_id))
order by source_id
