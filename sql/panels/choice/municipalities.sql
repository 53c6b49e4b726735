-- The municipalities a reader can put together.
select municipality_code
from kpi.municipality_outlook
order by municipality_code
