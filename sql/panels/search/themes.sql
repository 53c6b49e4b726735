-- Which themes hold all words searched for?
select theme_text.*
from theme_text
inner join found_theme using (entry_id)
order by theme_text.place, theme_text.source_row
