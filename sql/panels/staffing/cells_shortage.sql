-- The cells behind: staff required, present and vacancies.
select survey_cell.*
from survey_cell
where question_id in ('required', 'present', 'vacancies')
order by question_order, occupation_order, municipality_code
