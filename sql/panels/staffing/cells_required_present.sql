-- The cells behind: staff required and present.
select survey_cell.*
from survey_cell
where question_id in ('required', 'present')
order by question_order, occupation_order, municipality_code
