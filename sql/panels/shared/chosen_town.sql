-- The municipalities that a reader put together, with their figures.
select outlook.*
from kpi.municipality_outlook as outlook
inner join chosen_member on outlook.municipality_code = chosen_member.municipality_code
