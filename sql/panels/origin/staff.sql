-- The sources of the staff of the prefectures that regions are in.
select distinct source_id
from staff
where
    area_level = 'prefecture'
    and area_code in (select home_prefecture.prefecture_code from kpi.home_prefecture)
order by source_id
