-- Which regions hold all words searched for?
select region_text.*
from region_text
inner join found_region using (entry_id)
order by region_text.place, region_text.source_row
