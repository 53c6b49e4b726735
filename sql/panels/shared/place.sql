-- The members of regions ($within; of all where it is empty), and all of the prefectures they are compared with.
select standing_member.municipality_code
from standing_member
where len($within) = 0 or list_contains($within, standing_member.region_id)
union
select municipality.municipality_code
from municipality
inner join region using (prefecture_code)
inner join kpi.shown_region using (region_id)
where len($within) = 0 or list_contains($within, region.region_id)
