-- What figures do the cases tell?
select * from kpi.case_change
order by case_id, measure
