-- The cells behind: interest in joint work.
select survey_cell.*
from survey_cell
where question_set = 'joint_interest'
order by question_order, occupation_order, municipality_code
