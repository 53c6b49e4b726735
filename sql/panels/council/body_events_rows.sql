-- The transcribed rows behind: How did councils and study groups proceed?
select
    body_event.text as what,
    region.name_en || ', entry ' || body_event.sort_order as what_en,
    body_event.as_printed,
    body_event.source_id,
    body_event.source_ref,
    body_event.source_row,
    body_event.note
from body_event inner join region using (region_id)
order by body_event.region_id, body_event.sort_order
