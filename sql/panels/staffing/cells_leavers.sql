-- The cells behind: expected leavers.
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from survey_cell
where question_id = 'leavers_5y'
order by question_order, occupation_order, municipality_code
