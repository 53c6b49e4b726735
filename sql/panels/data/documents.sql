-- The oldest and the newest as-of of the documents, and how many have none.
select
    min(as_of) as first,
    max(as_of) as last,
    count(*) filter (where as_of is null) as undated
from source
