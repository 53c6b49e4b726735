-- Which steps of the year are done? Of the regions with records of it; the latest year that has any, if none is chosen.
with chosen as (
    select coalesce($year::bigint, max(fiscal_year)) as fiscal_year
    from step_record
)

select
    step.region_id,
    step.name,
    step.name_en,
    step.step,
    step.step_en,
    step.fiscal_year,
    step.due_on,
    step.due_missing,
    step.done_on,
    case
        when step.done_on is not null then 'finished'
        when step.due_on < $today::date then 'overdue'
        when step.due_on >= $today::date then 'ahead'
        else 'open'
    end as state,
    step.article,
    step.note,
    $today::date as today
from kpi.grant_step as step
inner join chosen on step.fiscal_year = chosen.fiscal_year
where step.recorded and ($region is null or step.region_id = $region)
order by step.step_order, step.region_order
