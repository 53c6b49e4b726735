-- The prefectures by name.
select distinct prefecture
from municipality
order by 1
