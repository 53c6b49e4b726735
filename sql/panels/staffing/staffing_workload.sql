-- How many residents does one member of staff serve, by occupation?
select staff_present.*
from staff_present
order by residents_per_staff desc nulls last, sort_order asc
