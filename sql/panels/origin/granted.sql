-- Grants that were paid.
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from grant_row
where status = 'actual'
order by region_order, fiscal_year
