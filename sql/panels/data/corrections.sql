-- How were misprints and contradictions read?
select
    correction.*,
    source.title,
    source.title_en
from correction inner join source using (source_id)
order by source_id, sort_order
