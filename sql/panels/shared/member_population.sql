-- Population of the members that the figures stand on, of regions ($within; of all where it is empty) as transcribed.
select distinct population_row.*
from population_row
inner join standing_member using (municipality_code)
where len($within) = 0 or list_contains($within, standing_member.region_id)
