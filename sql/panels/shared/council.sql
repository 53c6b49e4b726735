-- Councils and study groups; a new office's list of municipalities (renkei new) is neither.
select body.*
from region as body
where body.scheme = 'council' and body.scheme_id is distinct from 'municipality_list'
