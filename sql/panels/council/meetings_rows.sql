-- The rows behind: Which meetings are ahead, and what did those of the past year work on?
select
    meeting.name as what,
    'Meeting ' || meeting.meeting_id as what_en,
    meeting.as_printed,
    meeting.source_id,
    meeting.source_ref,
    meeting.source_row,
    meeting.note
from meeting
where meeting.held_on > $today::date - interval 1 year
union all
select
    agenda_item.text as what,
    'Meeting ' || agenda_item.meeting_id || ', item ' || agenda_item.sort_order as what_en,
    agenda_item.as_printed,
    agenda_item.source_id,
    agenda_item.source_ref,
    agenda_item.source_row,
    agenda_item.note
from agenda_item inner join meeting using (meeting_id)
where meeting.held_on > $today::date - interval 1 year
order by source_row
