-- Who are the members?
select * from kpi.member_outlook
where region_id = $region
order by population_2020 desc
