-- The sources of the regions of the municipalities put together ($members); where they are in none, of all regions.
select distinct source_id
from region_member
where
    left_on is null and (
        list_contains($members, municipality_code) or not exists (
            select 1 from region_member as own
            where own.left_on is null and list_contains($members, own.municipality_code)
        )
    )
order by source_id
