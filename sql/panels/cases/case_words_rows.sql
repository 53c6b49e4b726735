-- The transcribed rows behind: What do the cases tell in words where a figure might stand?
select
    cooperation_case.title || ' ' || case_measure.measure as what,
    cooperation_case.title_en || ', ' || case_measure.measure_en as what_en,
    case_measure.as_printed,
    case_measure.source_id,
    case_measure.source_ref,
    case_measure.source_row,
    case_measure.note
from case_measure
inner join cooperation_case using (case_id)
where case_measure.value is null
order by case_measure.case_id, case_measure.sort_order
