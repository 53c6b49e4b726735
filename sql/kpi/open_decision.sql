/*
title: 終わっていない決定・宿題
title_en: Open decisions and actions
question: 会議で決めたことのうち、終わっていないのはどれか
grain: [decision_id]
columns:
  decision_id: {label: 決定ID, label_en: Decision ID}
  region_id: {label: 地域ID, label_en: Region ID, note: ボードで並べる地域だけ, note_en: of regions that the board compares}
  name: {label: 団体・地域, label_en: Body or region}
  name_en: {label: 団体・地域（英語）, label_en: Body or region (English)}
  text: {label: 内容, label_en: What was decided}
  assignee: {label: 担当, label_en: Who does it}
  decided_on: {label: 日付, label_en: Decided on}
  due_on: {label: 期日, label_en: Due}
*/
select
    decision.decision_id,
    shown_region.region_id,
    coalesce(region.name, '会議の決定') as name,
    coalesce(region.name_en, region.name, 'Decision of a meeting') as name_en,
    decision.text,
    decision.assignee,
    decision.decided_on,
    decision.due_on
from decision
left join meeting on decision.meeting_id = meeting.meeting_id
left join region on coalesce(decision.region_id, meeting.region_id) = region.region_id
left join kpi.shown_region as shown_region on region.region_id = shown_region.region_id
-- a note without state or day asks for nothing
where decision.state = 'open' or (decision.state is null and decision.due_on is not null)
