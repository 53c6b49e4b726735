-- The transcribed rows behind road length before and after: those two of each measure drawn.
select pair_row.* exclude (unit)
from pair_row
where pair_row.unit = 'km'
order by pair_row.source_row
