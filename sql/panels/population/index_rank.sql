-- Where is the 2050 index low?
select
    region.region_id,
    region.name,
    region.name_en,
    region.population_index_2050 as value,
    region.population_2020,
    region.population_2050,
    region.aged_share_2050_pct,
    region.members_under_2000_in_2050,
    region.members_under_5000_in_2050,
    region.members_newly_under_2000,
    region.members_newly_under_5000,
    region.member_count,
    false as is_prefecture,
    region.region_id = $region as focus,
    prefecture.population_index_2050 as home_value,
    'unknown' as members_missing
from kpi.region_overview as region
left join kpi.prefecture_overview as prefecture using (prefecture_code)
where region.state = 'present'
union all
select
    'prefecture',
    prefecture || '全体',
    prefecture_en,
    population_index_2050,
    population_2020,
    population_2050,
    aged_share_2050_pct,
    null,
    null,
    null,
    null,
    municipality_count,
    true,
    false,
    null,
    'out_of_scope'
from kpi.prefecture_overview
where prefecture_code in (select prefecture_code from kpi.region_overview)
order by value desc nulls last
