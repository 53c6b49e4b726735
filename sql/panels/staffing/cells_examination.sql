-- The cells behind: examinations and recruitment.
select survey_cell.*
from survey_cell
where question_id in ('exam_applicants', 'exam_passed', 'applicants', 'hired')
order by question_order, occupation_order, municipality_code
