-- In which fields does it cooperate?
select * from kpi.field_matrix
where marked and region_id = $region
order by sort_order
