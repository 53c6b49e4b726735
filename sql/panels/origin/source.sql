-- Every document with its title, publisher and day.
select *
from source
order by source_id
