-- How did road length change? Two units never stand in one chart.
select case_pair.*
from case_pair
where case_pair.unit = 'km'
order by case_pair.change_pct desc, case_pair.case_id asc, case_pair.measure asc
