-- The same of a build that was made before regions had a first and a last day.
select
    region_id,
    name,
    name_en
from region
order by sort_order
