-- How did councils and study groups proceed?
select
    region.name,
    region.name_en,
    body_event.period,
    body_event.state,
    body_event.text
from body_event inner join region using (region_id)
order by region.region_id, body_event.sort_order
