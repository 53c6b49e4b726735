-- The caps of the schemes that the grants of regions ($within; of all where it is empty) are under.
select
    text as what,
    text_en as what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from scheme_rule
where
    rule_id in ('cap_per_year', 'max_years')
    and scheme_id in (
        select by_year.scheme_id from kpi.disbursement_by_year as by_year
        where (len($within) = 0 or list_contains($within, by_year.region_id))
    )
order by source_row
