/*
title: 人口が、ある回を境に2倍以上または半分以下に変わったままではない（区域の違い）
title_en: A population does not double or halve from one count to the next and stay there (another territory)
severity: doubt
scope: row
note: 境の前の二つどうし、後の二つどうしが1.3倍より近いのに、境で2倍以上違うときに疑う（合併前の一部だけの値など）。その値だけが外れるときは unlike_peers と population_neighbours が見る。1980年から2025年の全国で、ほかに2倍を超えて変わるのは避難した町だけで、避難では前後の値も動く。
*/
with years as (
    select
        *,
        lag(population) over near as before,
        lead(population) over near as after_1,
        lead(population, 2) over near as after_2,
        lead(year) over near as next_year
    from population
    where age_group = 'total' and population > 0 and series <> 'projection'
    window near as (
        partition by municipality_code, regexp_replace(series, '_preliminary$', '')
        order by year, series
    )
)

select
    source_row,
    'population' as column_name,
    population::varchar as value,
    'municipality_code=' || municipality_code || ' year=' || year || ' series=' || series
        as row_key,
    next_year || '年は ' || format('{:,}', after_1)
    || ' 人で、この年までとその年からが2倍以上違ったままです。合併前の一部など、区域の違う値でないかを確かめます' as expected,
    'in ' || next_year || ' there are ' || format('{:,}', after_1)
    || ', and the years before and after stay twofold apart: look for figures of another territory'
        as expected_en
from years
where
    greatest(after_1 / population, population / after_1) >= 2
    and greatest(population / before, before / population) < 1.3
    and greatest(after_2 / after_1, after_1 / after_2) < 1.3
