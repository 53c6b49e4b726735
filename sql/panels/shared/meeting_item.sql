-- Meetings and the items of their agenda; a meeting without one is a row too.
select
    meeting.meeting_id,
    meeting.region_id,
    coalesce(region.name, meeting.region_id) as name,
    coalesce(region.name_en, region.name, meeting.region_id) as name_en,
    meeting.name as meeting,
    coalesce(working_group.name, meeting.group_id) as group_name,
    coalesce(working_group.name_en, working_group.name, meeting.group_id) as group_name_en,
    meeting.place,
    meeting.state,
    agenda_item.sort_order,
    agenda_item.text,
    agenda_item.theme_id,
    coalesce(body_theme.theme, agenda_item.theme_id) as theme,
    agenda_item.presenter,
    agenda_item.outcome,
    meeting.held_on,
    meeting.sample
from meeting
left join region on meeting.region_id = region.region_id
left join working_group
    on meeting.region_id = working_group.region_id and meeting.group_id = working_group.group_id
left join agenda_item on meeting.meeting_id = agenda_item.meeting_id
left join body_theme
    on meeting.region_id = body_theme.region_id and agenda_item.theme_id = body_theme.theme_id
