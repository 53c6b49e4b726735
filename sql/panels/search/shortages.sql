-- Which shortages hold all words searched for?
select shortage_text.*
from shortage_text
inner join found_shortage using (entry_id)
order by shortage_text.place, shortage_text.source_row
