-- How will each region's population change?
select
    outlook.*,
    ages.under_15,
    ages.age_15_64,
    ages.aged,
    ages.age_75_plus,
    ages.aged_share_pct,
    case
        when outlook.members_then = 0 then 'out_of_scope'
        when outlook.population_then is null then 'unknown'
    end as then_missing
from kpi.population_outlook as outlook
inner join kpi.region_term as term using (region_id)
left join kpi.area_age as ages
    on
        outlook.region_id = ages.area_id
        and ages.area_level = 'region'
        and outlook.series = ages.series
        and outlook.year = ages.year
where
    outlook.region_id = $region
    or (
        $region is null
        and term.state = 'present'
        and outlook.region_id not in (select list.region_id from given_way as list)
    )
order by outlook.region_order, outlook.series, outlook.year
