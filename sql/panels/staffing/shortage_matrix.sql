-- Which occupations are reported short, and where?
select
    *,
    case when not reported then 'not_marked' end as why
from kpi.shortage_matrix
where (region_id = $region or ($region is null and state = 'present'))
-- nobody has told of any: a table of blanks would say that nothing is short
and exists (select 1 from reported_shortage)
order by sort_order, region_order
