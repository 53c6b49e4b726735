-- The transcribed rows behind: What do other prefectures do together?
select
    title as what,
    title_en as what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from cooperation_case
order by source_row
