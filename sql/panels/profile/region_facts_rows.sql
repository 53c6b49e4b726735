-- The transcribed rows behind: What kind of region is it?
select
    '資料の人口（人）' as what,
    'Population as published' as what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from region
where region_id = $region
