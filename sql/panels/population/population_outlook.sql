-- How will each region's population change?
select * from kpi.population_outlook
where $region is null or region_id = $region
order by region_order, series, year
