-- The sources of the regions of the municipalities put together ($members); where they are in none, of all regions.
select distinct source_id
from standing_member
where
    present and (
        list_contains($members, municipality_code) or not exists (
            select 1 from standing_member as own
            where own.present and list_contains($members, own.municipality_code)
        )
    )
order by source_id
