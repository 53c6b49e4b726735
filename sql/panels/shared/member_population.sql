-- Population of the present members of regions ($within; of all where it is empty) as transcribed.
select distinct population_row.*
from population_row
inner join region_member using (municipality_code)
where
    region_member.left_on is null
    and (len($within) = 0 or list_contains($within, region_member.region_id))
