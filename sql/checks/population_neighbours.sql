/*
title: 人口が前後の年の5倍以上または5分の1以下ではない（桁違い）
title_en: A population is not five times its neighbours, nor a fifth of them (a digit too many or too few)
severity: doubt
scope: row
note: 国勢調査（速報を含む）と、推計、住民基本台帳は別々に並べる（避難した町では、台帳に載る人と住む人が何倍も違う）。0人は比べる相手にしない。余分な0や欠けた桁（10倍・10分の1）は、隣の年の値そのものが動いていても見つかるように、5倍から疑う。
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
        partition by municipality_code, regexp_replace(series, '_preliminary$', '')
        order by year, series
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
    'municipality_code=' || municipality_code || ' year=' || year || ' series=' || series
        as row_key,
    '近い年（' || concat_ws('、', one_side || ' 人', other_side || ' 人')
    || '）と桁が違います' as expected,
    'of another magnitude than the years near it ('
    || concat_ws(' and ', one_side, other_side) || ')' as expected_en
from compared
where
    population >= 5 * greatest(one_side, other_side)
    or 5 * population <= least(one_side, other_side)
