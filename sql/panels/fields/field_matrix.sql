-- Which regions cooperate in which fields?
select *
from kpi.field_matrix
where (region_id = $region or ($region is null and state = 'present'))
-- none is marked: a table of blanks would say that nothing is done together
and exists (select 1 from region_policy_field)
order by sort_order, region_order
