-- The transcribed rows behind: What do the council and the study group work on?
select
    body_theme.theme as what,
    region.name_en || ', theme ' || body_theme.sort_order as what_en,
    body_theme.as_printed,
    body_theme.source_id,
    body_theme.source_ref,
    body_theme.source_row,
    body_theme.note
from body_theme inner join region using (region_id)
order by body_theme.region_id, body_theme.sort_order
