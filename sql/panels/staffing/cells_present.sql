-- The cells behind: staff present.
select survey_cell.*
from survey_cell
where question_id = 'present'
order by question_order, occupation_order, municipality_code
