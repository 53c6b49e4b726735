-- The cells behind: the outlook on staff.
select survey_cell.*
from survey_cell
where question_id in ('present', 'leavers_5y', 'hired')
order by question_order, occupation_order, municipality_code
