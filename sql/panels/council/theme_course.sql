-- How far is each theme: when was it last on an agenda, what is open, what is the next step?
select
    region.name,
    region.name_en,
    working_group.name as group_name,
    working_group.name_en as group_name_en,
    body_theme.theme,
    decided.next_step,
    discussed.last_on,
    decided.next_on,
    coalesce(discussed.meetings, 0) as meetings,
    coalesce(decided.open_count, 0) as open_count,
    coalesce(decided.overdue_count, 0) as overdue_count,
    coalesce(decided.done_count, 0) as done_count,
    coalesce(discussed.sample, false) or coalesce(decided.sample, false) as sample
from body_theme
inner join region on body_theme.region_id = region.region_id
left join working_group
    on
        body_theme.region_id = working_group.region_id
        and body_theme.group_id = working_group.group_id
left join theme_discussed as discussed
    on body_theme.region_id = discussed.region_id and body_theme.theme_id = discussed.theme_id
left join theme_decided as decided
    on body_theme.region_id = decided.region_id and body_theme.theme_id = decided.theme_id
where body_theme.region_id in (select meeting.region_id from meeting)
order by region.sort_order, working_group.sort_order nulls last, body_theme.sort_order
