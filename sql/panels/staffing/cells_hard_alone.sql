-- The cells behind: work that is hard to carry on alone.
select survey_cell.*
from survey_cell
where question_id like 'hard_alone_%' or question_id like 'share_with_%'
order by question_order, occupation_order, municipality_code
