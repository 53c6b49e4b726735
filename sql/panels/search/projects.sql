-- Which projects hold all words searched for?
select project_text.*
from project_text
inner join found_project using (entry_id)
order by project_text.place, project_text.source_row
