-- The transcribed rows behind the change of population of the regions compared.
select distinct
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from census_row
where len($peers) = 0 or list_contains($peers, region_id) or region_id = $region
order by what, source_row
