-- The rules that each scheme which grants has in the fiscal year of the day of reading; one that is over, or
-- has not begun, in the nearest year that it has.
select
    offer.*,
    asked.this_year,
    asked.fiscal_year
from scheme_offer as offer
inner join offer_year as asked using (scheme_id)
where
    asked.fiscal_year >= coalesce(offer.first_year, asked.fiscal_year)
    and asked.fiscal_year <= coalesce(offer.last_year, asked.fiscal_year)
