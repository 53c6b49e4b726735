-- The rows behind: What was decided in the year up to the day of reading, and what came of it?
select
    text as what,
    coalesce(name_en || ', ', '') || decision_id as what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from decision_row
where decided_on > $today::date - interval 1 year or state in ('overdue', 'open')
order by decided_on desc, decision_id asc
