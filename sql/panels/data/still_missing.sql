-- What is still missing
select
    *,
    open_rows || coalesce('。※' || note, '') as awaited,
    open_rows_en || coalesce(' (' || note_en || ')', '') as awaited_en
from kpi.still_missing
order by year desc, expected_count asc, source_id asc, table_name asc
