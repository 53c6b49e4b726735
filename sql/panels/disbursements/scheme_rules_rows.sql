-- The transcribed rows behind: Which rules hold for whom?
select
    text as what,
    text_en as what_en,
    coalesce(as_printed, article) as as_printed,
    source_id,
    source_ref,
    source_row,
    note
from scheme_rule
where (scheme_id, rule_id) in (
    select
        scheme_id,
        rule_id
    from kpi.scheme_check
    where len($within) = 0 or list_contains($within, region_id)
)
order by scheme_id, rule_id
