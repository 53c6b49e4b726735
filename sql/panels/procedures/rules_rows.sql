-- The transcribed rows behind: What do the guidelines say?
select
    text as what,
    text_en as what_en,
    coalesce(as_printed, article) as as_printed,
    source_id,
    source_ref,
    source_row,
    note
from scheme_rule
where
    scheme_id in (
        select scheme_id
        from region_scheme
        where len($within) = 0 or list_contains($within, region_id)
    )
order by scheme_id, length(source_row), source_row
