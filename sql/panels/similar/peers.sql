-- The regions of the board that are nearest, as those that 比較 compares with.
select distinct
    area_id as region_id,
    name,
    name_en,
    place
from region_gap
where area_level = 'region' and place is not null
order by place, region_id
limit 5
