-- The same of the municipalities' administration alone.
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from staff_row
where department = 'general_administration_municipalities'
order by year
