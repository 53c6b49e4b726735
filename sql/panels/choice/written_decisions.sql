-- Which records of decisions does the build hold, as they were written on the board?
select
    decision_id,
    written_at
from decision
where written_at is not null
order by decision_id
