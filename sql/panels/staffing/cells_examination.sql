-- The cells behind: examinations and recruitment.
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from survey_cell
where question_id in ('exam_applicants', 'exam_passed', 'applicants', 'hired')
order by question_order, occupation_order, municipality_code
