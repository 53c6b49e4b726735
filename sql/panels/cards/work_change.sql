-- Of the projects that the documents tell of in both years: how many were active in the year, how many before?
with last_done as (
    select coalesce($year, max(fiscal_year)) as year
    from kpi.project_timeline
    where state = 'done' and ($region is null or region_id = $region)
)

select
    last_done.year,
    count(*) as told,
    count(*) filter (where later.state = 'done') as active,
    count(*) filter (where earlier.state = 'done') as active_before
from last_done
inner join kpi.project_timeline as later on last_done.year = later.fiscal_year
inner join kpi.project_timeline as earlier
    on later.project_id = earlier.project_id and last_done.year - 1 = earlier.fiscal_year
where $region is null or later.region_id = $region
group by last_done.year
