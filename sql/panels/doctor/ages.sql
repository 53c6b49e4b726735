-- How old is each document?
select
    title,
    title_en,
    as_of
from source
where as_of is not null and share is distinct from 'example'
order by as_of, source_id
