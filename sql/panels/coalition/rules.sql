-- Would the rules about members hold for the municipalities chosen?
select * exclude (sort_order, place)
from chosen_rule
order by sort_order nulls last, scheme_id, place
