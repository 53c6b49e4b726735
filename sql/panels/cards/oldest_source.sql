-- The source with the oldest as-of.
select
    min(as_of) as oldest,
    count(as_of) as dated,
    count(*) filter (where as_of is null) as undated,
    arg_min(title, as_of) as title,
    arg_min(title_en, as_of) as title_en
from source
