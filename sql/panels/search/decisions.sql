-- Which decisions hold all words searched for?
select decision_text.*
from decision_text
inner join found_decision using (entry_id)
order by decision_text.place, decision_text.source_row
