-- The sources of the fields that documents sort their work by.
select distinct source_id
from policy_field
order by source_id
