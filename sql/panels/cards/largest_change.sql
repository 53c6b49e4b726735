-- The measure with the largest change, among how many, and over how many years those compared go.
with known as (
    select
        case_id,
        measure,
        measure_en,
        unit,
        unit_en,
        first_year,
        last_year,
        first_value,
        last_value,
        change_pct,
        count(*) over () as known,
        count(*) over (partition by change_pct) as sharing,
        min(last_year - first_year) over () as shortest,
        max(last_year - first_year) over () as longest
    from kpi.case_change
    where change_pct is not null
),

largest as (
    select *
    from known
    order by change_pct desc, case_id asc, measure asc
    limit 1
)

select largest.*
from (select 1)
left join largest on true
