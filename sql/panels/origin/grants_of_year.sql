-- Grants of the fiscal year in focus ($year), or of the latest.
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from grant_row
where fiscal_year = coalesce($year, (select max(disbursement.fiscal_year) from disbursement))
order by region_order, fiscal_year
