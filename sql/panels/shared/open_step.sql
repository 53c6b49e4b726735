-- Steps with a due day that are not done. Of a year without records nothing says that a step was left undone.
select
    *,
    due_on < $today::date as passed
from kpi.grant_step
where
    done_on is null
    and due_on is not null
    and (due_on >= $today::date or recorded or recurs = 'period')
