-- The transcribed rows behind measures known for two periods: those of the two values compared, with their unit.
select
    case_pair.title || ' ' || case_pair.measure || ' ' || case_measure.period as what,
    case_pair.title_en || ', ' || case_pair.measure_en as what_en,
    case_measure.as_printed,
    case_measure.source_id,
    case_measure.source_ref,
    case_measure.source_row,
    case_measure.note,
    case_pair.unit
from case_pair
inner join case_measure
    on
        case_pair.case_id = case_measure.case_id
        and case_pair.measure = case_measure.measure
        and case_measure.value in (case_pair.first_value, case_pair.last_value)
        and case_measure.year in (case_pair.first_year, case_pair.last_year)
