-- The prefecture of each region.
select
    overview.region_id,
    prefecture.prefecture,
    prefecture.prefecture_en
from kpi.region_overview as overview
inner join kpi.prefecture_overview as prefecture using (prefecture_code)
