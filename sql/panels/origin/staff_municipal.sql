-- The municipalities' administration in the two years of its index: the first it is compared from, the latest.
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from staff_row
where
    department = 'general_administration_municipalities'
    and year in (first_year, (select max(every.year) from staff_row as every))
order by year
