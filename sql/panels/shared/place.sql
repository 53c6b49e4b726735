-- The members of regions ($within; of all where it is empty), and all of the prefectures they are compared with.
select region_member.municipality_code
from region_member
where
    region_member.left_on is null
    and (len($within) = 0 or list_contains($within, region_member.region_id))
union
select municipality.municipality_code
from municipality
inner join region using (prefecture_code)
where
    region.scheme <> 'council'
    and (len($within) = 0 or list_contains($within, region.region_id))
