-- One row per region and end of its line.
select
    area_id as region_id,
    name,
    name_en,
    from_series as series,
    from_year as year,
    from_population as population,
    100.0 as index,
    focus,
    prefecture_index,
    prefecture,
    prefecture_en,
    index as last_index
from region_change
union all
select
    area_id as region_id,
    name,
    name_en,
    to_series as series,
    to_year as year,
    to_population as population,
    index,
    focus,
    prefecture_index,
    prefecture,
    prefecture_en,
    index as last_index
from region_change
