/*
title: 人口が前後の年の10倍以上または10分の1以下ではない
title_en: A population is not ten times its neighbours, nor a tenth of them
severity: doubt
scope: row
note: 調査（国勢調査・速報）と推計は別々に並べる。0人は比べる相手にしない。
*/
with known as (
    select
        *,
        lag(population) over near as before_1,
        lag(population, 2) over near as before_2,
        lead(population) over near as after_1,
        lead(population, 2) over near as after_2
    from population
    where age_group = 'total' and population > 0
    window near as (
        partition by municipality_code, series = 'projection' order by year, series
    )
),

compared as (
    select
        *,
        coalesce(before_1, after_2) as one_side,
        coalesce(after_1, before_2) as other_side
    from known
)

select
    source_row,
    'population' as column_name,
    population::varchar as value,
    'municipality_code=' || municipality_code || ' year=' || year || ' series=' || series as row_key,
    '近い年（' || one_side || ' 人、' || other_side || ' 人）と桁が違います' as expected,
    'of another magnitude than the years near it (' || one_side || ' and ' || other_side || ')'
        as expected_en
from compared
where
    population >= 10 * greatest(one_side, other_side)
    or 10 * population <= least(one_side, other_side)
