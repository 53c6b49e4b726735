-- The regions a reader can choose, in the order of their documents.
select
    region_id,
    name,
    name_en
from kpi.region_overview
order by sort_order
