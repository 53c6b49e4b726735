-- The transcribed rows behind the number of roads before and after: those two of each measure drawn.
select pair_row.* exclude (unit)
from pair_row
where pair_row.unit = '路線'
order by pair_row.source_row
