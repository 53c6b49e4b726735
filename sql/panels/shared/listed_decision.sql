-- Decisions of the year up to the day of reading, and older ones that are still open.
select *
from decision_row
where decided_on > $today::date - interval 1 year or state in ('overdue', 'open')
