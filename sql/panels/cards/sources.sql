-- How many documents stand behind the board, and how many rows were carried over.
select
    count(*) as sources,
    (select sum(source_file.row_count)::bigint from source_file) as total
from source
