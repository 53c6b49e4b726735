-- One row for the chosen region, or for all regions with each municipality once.
select
    population_index_2050,
    aged_share_2050_pct,
    members_under_2000_in_2050,
    members_under_5000_in_2050,
    members_newly_under_2000,
    members_newly_under_5000,
    member_count,
    population_2050,
    prefecture_population_index_2050 as home_index,
    prefecture_aged_share_2050_pct as home_aged,
    prefecture,
    prefecture_en
from kpi.coverage
where $region is null
union all
select
    region.population_index_2050,
    region.aged_share_2050_pct,
    region.members_under_2000_in_2050,
    region.members_under_5000_in_2050,
    region.members_newly_under_2000,
    region.members_newly_under_5000,
    region.member_count,
    region.population_2050,
    prefecture.population_index_2050 as home_index,
    prefecture.aged_share_2050_pct as home_aged,
    prefecture.prefecture,
    prefecture.prefecture_en
from kpi.region_overview as region
inner join kpi.prefecture_overview as prefecture using (prefecture_code)
where region.region_id = $region
