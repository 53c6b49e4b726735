-- Grants of the latest year that was paid, and of the latest that is planned or undecided.
with total as (
    select
        coalesce(own.actual_year, every.actual_year) as actual_year,
        coalesce(own.planned_year, every.planned_year) as planned_year
    from kpi.grant_total as every
    left join kpi.grant_total as own on list_contains($within, own.scope)
    where every.scope = 'all'
)

select
    grant_row.what,
    grant_row.what_en,
    grant_row.as_printed,
    grant_row.source_id,
    grant_row.source_ref,
    grant_row.source_row,
    grant_row.note
from grant_row
inner join total
    on
        grant_row.fiscal_year = total.actual_year
        or (grant_row.status <> 'actual' and grant_row.fiscal_year = total.planned_year)
order by grant_row.region_order, grant_row.fiscal_year
