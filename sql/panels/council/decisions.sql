-- What was decided in the year up to the day of reading or is still open, and what came of it?
select
    decision_id,
    region_id,
    name,
    name_en,
    coalesce(meeting, '') as meeting,
    kind,
    text,
    assignee,
    state,
    outcome,
    concat_ws('、', meeting, assignee) as detail,
    coalesce(name, '') as owner,
    coalesce(name_en, '') as owner_en,
    decided_on,
    due_on,
    case when state in ('overdue', 'open') then due_on end as open_until,
    done_on,
    $today::date as today,
    sample
from listed_decision
order by
    case state when 'overdue' then 1 when 'open' then 2 else 3 end,
    case when state in ('overdue', 'open') then due_on end nulls last,
    decided_on desc,
    decision_id asc
