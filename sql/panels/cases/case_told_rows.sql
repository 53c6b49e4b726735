-- The transcribed rows behind what a case tells: issues, what was done, effects, and its course.
select
    cooperation_case.title || ' ' || case_effect.kind as what,
    cooperation_case.title_en || ', ' || case case_effect.kind
        when '課題' then 'issue' when '取組' then 'action' else 'effect'
    end as what_en,
    case_effect.as_printed,
    case_effect.source_id,
    case_effect.source_ref,
    case_effect.source_row,
    case_effect.note
from case_effect
inner join cooperation_case using (case_id)
union all
select
    cooperation_case.title || ' ' || case_event.period as what,
    cooperation_case.title_en || ', course' as what_en,
    case_event.as_printed,
    case_event.source_id,
    case_event.source_ref,
    case_event.source_row,
    case_event.note
from case_event
inner join cooperation_case using (case_id)
order by source_row
