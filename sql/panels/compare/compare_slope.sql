-- How far does the population of the regions compared change between two years?
select change_end.*
from change_end
where
    len($peers) = 0 or list_contains($peers, change_end.region_id) or change_end.region_id = $region
order by change_end.last_index desc nulls last, change_end.name asc, change_end.year asc
