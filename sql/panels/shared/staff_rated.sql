-- The census years of the two rates of staff: the first that is comparable and the latest.
select
    min(year) as first_year,
    max(year) as last_year
from staff_row
where
    department = 'general_administration_municipalities'
    and year = population_year and year >= first_year
