-- The case with the largest change.
with found as (
    select
        measure,
        measure_en,
        unit,
        first_value,
        last_value,
        change_pct
    from kpi.case_change
    where change_pct is not null
    order by change_pct desc, case_id asc, measure asc
    limit 1
)

select found.*
from (select 1)
left join found on true
