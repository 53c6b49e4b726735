-- How did recruitment change?
select * from kpi.recruitment
where $region is null or region_id = $region
order by second_headcount desc nulls last, occupation asc
