-- Steps with a due day that are not done. Of a year without records nothing says that a step was left undone.
with step as (
    select * from kpi.grant_step
    -- a build that is kept may have been made before the column was there
    union all by name
    select null::varchar as due_basis
    where false
)

select
    *,
    due_on < $today::date as passed
from step
where
    done_on is null
    and due_on is not null
    and (due_on >= $today::date or recorded or recurs = 'period')
