-- What stands beside a panel: decisions about it that are open or of the year up to the day of reading.
select
    decision_id,
    region_id,
    panel_id,
    meeting,
    kind,
    text,
    assignee,
    state,
    outcome,
    decided_on,
    due_on,
    sample
from decision_row
where
    panel_id is not null
    and (decided_on > $today::date - interval 1 year or state in ('overdue', 'open'))
order by
    case state when 'overdue' then 1 when 'open' then 2 else 3 end asc,
    decided_on desc,
    decision_id asc
