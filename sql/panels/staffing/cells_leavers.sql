-- The cells behind: expected leavers.
select survey_cell.*
from survey_cell
where question_id = 'leavers_5y'
order by question_order, occupation_order, municipality_code
