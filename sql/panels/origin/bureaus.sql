-- The sources of which municipality belongs to which bureau.
select distinct source_id
from source_file
where table_name = 'subprefecture'
