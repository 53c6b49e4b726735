-- Decisions that 会議体 lists, with their words.
select
    decision_id as entry_id,
    text as title,
    text as title_en,
    concat_ws('、', name, meeting) as owner,
    concat_ws(', ', name_en, meeting) as owner_en,
    region_id,
    -date_diff('day', date '2000-01-01', decided_on) as place,
    source_row,
    concat_ws(chr(10), text, assignee, outcome, name, name_en, meeting, theme) as words
from listed_decision
