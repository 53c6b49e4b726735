-- The newest staff numbers of members and of the prefectures that stand beside them, and the residents that
-- they are set against.
select distinct
    municipality.name || ' 一般行政職員 ' || staff.year || '年' as what,
    municipality.name_en || ', general administration staff ' || staff.year as what_en,
    staff.headcount::varchar as as_printed,
    staff.source_id,
    source_file.ref as source_ref,
    staff.source_row,
    null as note
from staff
inner join municipality on staff.area_code = municipality.municipality_code
inner join place on municipality.municipality_code = place.municipality_code
inner join source_file
    on
        staff.source_id = source_file.source_id and source_file.table_name = 'staff'
        and split_part(split_part(staff.source_row, '/', 2), ':', 1) = source_file.path
where
    staff.area_level = 'municipality'
    and staff.department = 'general_administration_municipalities'
    and staff.year = (select max(summed.year) from kpi.area_staff as summed)
union
select
    population_row.what,
    population_row.what_en,
    population_row.as_printed,
    population_row.source_id,
    population_row.source_ref,
    population_row.source_row,
    population_row.note
from population_row
inner join place on population_row.municipality_code = place.municipality_code
inner join kpi.area_staff as summed
    on
        population_row.year = summed.population_year
        and population_row.series
        = case when summed.preliminary then 'census_preliminary' else 'census' end
where
    population_row.age_group = 'total'
    and summed.year = (select max(newest.year) from kpi.area_staff as newest)
order by what, source_row
