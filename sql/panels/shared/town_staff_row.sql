-- The newest staff numbers of municipalities as transcribed, each row with the place it is printed at.
select
    municipality.name || ' 一般行政職員 ' || staff.year || '年' as what,
    municipality.name_en || ', general administration staff ' || staff.year as what_en,
    staff.headcount::varchar as as_printed,
    staff.source_id,
    source_file.ref as source_ref,
    staff.source_row,
    null as note,
    municipality.municipality_code
from staff
inner join municipality on staff.area_code = municipality.municipality_code
inner join source_file
    on
        staff.source_id = source_file.source_id and source_file.table_name = 'staff'
        and split_part(split_part(staff.source_row, '/', 2), ':', 1) = source_file.path
where
    staff.area_level = 'municipality'
    and staff.department = 'general_administration_municipalities'
    and staff.year = (select max(summed.year) from kpi.area_staff as summed)
