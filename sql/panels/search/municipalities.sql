-- Which municipalities hold all words searched for?
select municipality_text.*
from municipality_text
inner join found_municipality using (entry_id)
order by municipality_text.place, municipality_text.source_row
