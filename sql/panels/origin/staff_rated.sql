-- The municipalities' administration in the years of its rates.
select
    staff_row.what,
    staff_row.what_en,
    staff_row.as_printed,
    staff_row.source_id,
    staff_row.source_ref,
    staff_row.source_row,
    staff_row.note
from staff_row
inner join staff_rated on staff_row.year in (staff_rated.first_year, staff_rated.last_year)
where staff_row.department = 'general_administration_municipalities'
order by staff_row.year
