-- How did the number of roads change? Two units never stand in one chart.
select case_pair.*
from case_pair
where case_pair.unit = '路線'
order by case_pair.change_pct desc, case_pair.case_id asc, case_pair.measure asc
