-- Which members shrink most? The first twenty, with how many have a projection in all.
select
    municipality_code,
    name,
    name_en,
    min(kana) as kana,
    min(population_2020) as population_2020,
    min(population_2050) as population_2050,
    min(population_index_2050) as population_index_2050,
    min(aged_share_2050_pct) as aged_share_2050_pct,
    false as focus,
    count(min(population_index_2050)) over () as known
from kpi.member_outlook
where region_id = $region or ($region is null and present)
group by municipality_code, name, name_en
order by population_index_2050 nulls last
limit 20
