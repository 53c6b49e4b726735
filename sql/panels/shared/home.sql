-- The prefectures of all regions, or that of the region in focus ($region).
select
    home_prefecture.prefecture_code,
    home_prefecture.prefecture,
    home_prefecture.prefecture_en
from kpi.home_prefecture
where
    $region is null
    or home_prefecture.prefecture_code = (
        select region.prefecture_code from region
        where region.region_id = $region
    )
