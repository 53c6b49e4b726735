-- The corrections, with the rows they stand beside, in the order they were written down.
select *
from correction
order by source_id, sort_order
