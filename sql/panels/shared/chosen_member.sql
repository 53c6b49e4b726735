-- The municipalities that a reader put together ($members: codes), as an area like any other.
select
    'chosen' as area_level,
    'chosen' as area_id,
    town.municipality_code,
    true as counted
from kpi.area_member as town
where
    town.area_level = 'municipality' and town.present
    and list_contains($members, town.municipality_code)
