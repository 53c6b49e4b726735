-- Where must we look?
select
    *,
    'unregistered' as why
from attention_point
where $region is null or region_id = $region
order by sort_order, name, fiscal_year, title
