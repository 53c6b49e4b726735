-- The municipalities that a reader put together ($members: codes), as an area like any other.
select
    'chosen' as area_level,
    'chosen' as area_id,
    municipality.municipality_code,
    true as counted
from municipality
where list_contains($members, municipality.municipality_code)
