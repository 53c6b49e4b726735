-- The sources of who is a member, and of who left or ended, of a region ($within; of any where it is empty).
select distinct source_id
from standing_member
where (len($within) = 0 or list_contains($within, region_id))
union
select source_id
from source_file
where table_name in ('region_member_end', 'region_end', 'municipality_change')
order by source_id
