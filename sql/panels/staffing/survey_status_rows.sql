-- The transcribed rows behind: What do surveys tell?
select
    title as what,
    title_en as what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from survey
order by survey_id
