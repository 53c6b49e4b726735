-- Which cases hold all words searched for?
select case_text.*
from case_text
inner join found_case using (entry_id)
order by case_text.place, case_text.source_row
