-- The sources of the staff of municipalities.
select distinct source_id
from staff
where area_level = 'municipality' and department = 'general_administration_municipalities'
order by source_id
