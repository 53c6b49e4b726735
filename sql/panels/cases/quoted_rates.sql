-- Where are candidates short?
select
    *,
    false as focus
from quoted_rate
order by value_pct desc
