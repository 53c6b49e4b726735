-- The transcribed rows behind: Who is in the council or study group, and who does what?
select
    body_role.actor || '：' || body_role.text as what,
    region.name_en || ', entry ' || body_role.sort_order as what_en,
    body_role.as_printed,
    body_role.source_id,
    body_role.source_ref,
    body_role.source_row,
    body_role.note
from body_role inner join region using (region_id)
order by body_role.region_id, body_role.sort_order
