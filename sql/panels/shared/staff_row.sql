-- Staff by department and year as transcribed, of the prefectures in focus.
select
    trend.department_name || ' ' || staff.year || '年' as what,
    trend.department_name_en || ', ' || staff.year as what_en,
    staff.headcount::varchar as as_printed,
    staff.source_id,
    source_file.ref as source_ref,
    staff.source_row,
    null as note,
    staff.department,
    staff.year,
    trend.first_year,
    trend.population_year
from staff
inner join kpi.staff_trend as trend using (area_code, year, department)
inner join source_file
    on
        staff.source_id = source_file.source_id and source_file.table_name = 'staff'
        and split_part(split_part(staff.source_row, '/', 2), ':', 1) = source_file.path
where staff.area_code in (select prefecture_code from home)
