-- The cells behind: staff required, present and vacancies.
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from survey_cell
where question_id in ('required', 'present', 'vacancies')
order by question_order, occupation_order, municipality_code
