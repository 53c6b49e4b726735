-- The corrections that name a place of a document, in the order they were written down.
select *
from correction
where path is null
order by source_id, sort_order
