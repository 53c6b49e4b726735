-- How far does the population of each region change between two years?
select change_end.*
from change_end
order by change_end.last_index desc nulls last, change_end.name asc, change_end.year asc
