-- The transcribed rows behind: Who takes part in the services that others run together?
select
    cooperation_case.title || '：' || municipality.name as what,
    coalesce(cooperation_case.title_en, cooperation_case.title)
    || ': '
    || municipality.name_en as what_en,
    case_participant.as_printed,
    case_participant.source_id,
    case_participant.source_ref,
    case_participant.source_row,
    case_participant.note
from case_participant
inner join cooperation_case using (case_id)
inner join municipality using (municipality_code)
order by case_participant.case_id, case_participant.municipality_code
