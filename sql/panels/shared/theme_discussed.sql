-- How often a theme was on an agenda, and when last.
select
    region_id,
    theme_id,
    count(distinct meeting_id) as meetings,
    max(held_on) as last_on,
    bool_or(sample) as sample
from meeting_item
where theme_id is not null and state is distinct from 'cancelled' and held_on <= $today::date
group by all
