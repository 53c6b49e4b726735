-- Of each scheme that grants: the fiscal year of the day of reading, and the year of its own nearest to it.
with term as (
    select
        scheme.scheme_id,
        year($today::date - interval 3 month) as this_year,
        year(scheme.valid_from - interval 3 month) as first_year,
        -- the day of its end is the first without it
        year(scheme.valid_to - interval 1 day - interval 3 month) as last_year
    from scheme
    where scheme.scheme_id in (select scheme_id from scheme_offer)
)

select
    scheme_id,
    this_year,
    first_year,
    last_year,
    greatest(
        least(this_year, coalesce(last_year, this_year)), coalesce(first_year, this_year)
    ) as fiscal_year
from term
