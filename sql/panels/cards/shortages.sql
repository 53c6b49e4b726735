-- How often each occupation is reported short, and which most often.
with counted as (
    select
        occupation_id,
        occupation,
        occupation_en,
        sort_order,
        count(*) filter (where reported) as regions
    from kpi.shortage_matrix
    where region_id = $region or ($region is null and state = 'present')
    group by all
)

select
    max(regions) as most,
    count(*) filter (where regions > 0) as occupations,
    count(*) as all_occupations,
    (
        select count(distinct region_id) from kpi.shortage_matrix
        where region_id = $region or ($region is null and state = 'present')
    ) as regions,
    list(occupation order by sort_order) filter (
        where regions > 0 and regions = (select max(every.regions) from counted as every)
    ) as names,
    list(occupation_en order by sort_order) filter (
        where regions > 0 and regions = (select max(every.regions) from counted as every)
    ) as names_en
from counted
