-- How many doubts were accepted, and how many corrections made.
select
    count(*) as accepted,
    (select count(*) from correction) as corrections
from accepted_doubt
