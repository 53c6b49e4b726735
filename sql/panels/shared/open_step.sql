-- Steps with a due day that are not done. Of a year without records nothing says that a step was left undone.
with step as (
    select * from kpi.grant_step
    -- a build that is kept may have been made before the columns were there
    union all by name
    select
        null::varchar as due_basis,
        null::date as amended_on
    where false
)

select
    *,
    due_on < $today::date and amended_on is null as passed,
    -- what it is counted from was amended: no document says whether the period began anew
    due_on < $today::date and amended_on is not null as unclear
from step
where
    done_on is null
    and due_on is not null
    and (due_on >= $today::date or recorded or recurs = 'period')
