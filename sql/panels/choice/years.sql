-- The fiscal years a reader can choose, the latest first.
select distinct fiscal_year
from disbursement
order by fiscal_year desc
