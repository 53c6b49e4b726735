-- How far was the newest count from the projection for its year, region by region ($within; of all if empty)?
select
    *,
    region_id = $region as focus
from projection_difference
where len($within) = 0 or list_contains($within, region_id) or region_id = $region
order by difference_pct, region_id
