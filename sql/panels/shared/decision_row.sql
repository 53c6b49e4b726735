-- What was decided, with the names of what it is about: an id that names nothing registered stands as it is.
select
    decision.decision_id,
    coalesce(decision.region_id, meeting.region_id) as region_id,
    coalesce(region.name, decision.region_id, meeting.region_id) as name,
    coalesce(region.name_en, region.name, decision.region_id, meeting.region_id) as name_en,
    coalesce(meeting.name, decision.meeting_id) as meeting,
    meeting.group_id,
    decision.theme_id,
    coalesce(body_theme.theme, decision.theme_id) as theme,
    decision.panel_id,
    decision.kind,
    decision.text,
    decision.assignee,
    case
        when
            coalesce(decision.state, 'open') = 'open' and decision.due_on < $today::date
            then 'overdue'
        when decision.state is null and decision.due_on is not null then 'open'
        else coalesce(decision.state, 'none')
    end as state,
    decision.outcome,
    decision.decided_on,
    decision.due_on,
    decision.done_on,
    decision.sample,
    decision.as_printed,
    decision.source_id,
    decision.source_ref,
    decision.source_row,
    decision.note
from decision
left join meeting on decision.meeting_id = meeting.meeting_id
left join region on coalesce(decision.region_id, meeting.region_id) = region.region_id
left join body_theme
    on
        decision.theme_id = body_theme.theme_id
        and coalesce(decision.region_id, meeting.region_id) = body_theme.region_id
