-- What was decided from a day on ($meeting_day), what was done since then, and what came to be overdue.
with changed as (
    select
        decision_row.*,
        decided_on >= $meeting_day::date as is_new,
        coalesce(state = 'done' and done_on >= $meeting_day::date, false) as is_done,
        state = 'overdue' and due_on >= $meeting_day::date as is_overdue
    from decision_row
    -- invented ones are no news
    where not coalesce(sample, false)
)

select
    decision_id,
    text,
    assignee,
    decided_on,
    due_on,
    done_on,
    state,
    outcome,
    is_new,
    is_done,
    is_overdue
from changed
where is_new or is_done or is_overdue
order by
    case when is_overdue then 1 when is_done then 2 else 3 end,
    coalesce(done_on, due_on, decided_on),
    decision_id
