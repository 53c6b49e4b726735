-- Which occupations are reported short?
select * from kpi.shortage_matrix
where reported and region_id = $region
order by sort_order
