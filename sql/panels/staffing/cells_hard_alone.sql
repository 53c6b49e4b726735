-- The cells behind: work that is hard to carry on alone.
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from survey_cell
where question_id like 'hard_alone_%' or question_id like 'share_with_%'
order by question_order, occupation_order, municipality_code
