-- What figures do the cases tell?
select * from kpi.case_change
-- a build that is kept may have been made before the column was there
union all by name
select null::varchar as basis
where false
order by case_id, measure
