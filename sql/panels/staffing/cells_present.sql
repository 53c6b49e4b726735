-- The cells behind: staff present.
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from survey_cell
where question_id = 'present'
order by question_order, occupation_order, municipality_code
