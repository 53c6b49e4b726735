-- How many regions and members there are, and how much of their prefectures lives in them.
select *
from kpi.coverage
