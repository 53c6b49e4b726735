-- What was decided on a theme, what is open, and what is due next.
select
    region_id,
    theme_id,
    count(*) filter (state in ('overdue', 'open')) as open_count,
    count(*) filter (state = 'overdue') as overdue_count,
    count(*) filter (state = 'done') as done_count,
    min_by(text, (coalesce(due_on, date '9999-12-31'), decision_id))
    filter (state in ('overdue', 'open')) as next_step,
    min(due_on) filter (state in ('overdue', 'open')) as next_on,
    bool_or(sample) as sample
from decision_row
where theme_id is not null
group by all
