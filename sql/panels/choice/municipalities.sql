-- The municipalities a reader can put together.
select municipality_code
from municipality
order by municipality_code
