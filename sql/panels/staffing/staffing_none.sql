-- In how many municipalities is there nobody of an occupation?
select staff_present.*
from staff_present
order by none_count desc nulls last, sort_order asc
