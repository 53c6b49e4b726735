-- The indicators that similar areas are looked for by, as a reader sets their weights.
select distinct
    indicator_id,
    indicator,
    indicator_en,
    sort_order
from kpi.nearness_indicator
order by sort_order
