/*
title: 職員数が前後の年の5倍以上または5分の1以下ではない（桁違い）
title_en: A staff number is not five times its neighbours, nor a fifth of them (a digit too many or too few)
severity: doubt
scope: row
note: 余分な0や欠けた桁（10倍・10分の1）は、隣の年の値そのものが動いていても見つかるように、5倍から疑う。
*/
with known as (
    select
        *,
        lag(headcount) over near as before_1,
        lag(headcount, 2) over near as before_2,
        lead(headcount) over near as after_1,
        lead(headcount, 2) over near as after_2
    from staff
    where headcount > 0
    window near as (partition by area_level, area_code, department order by year)
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
    'headcount' as column_name,
    headcount::varchar as value,
    'area_code=' || area_code || ' year=' || year || ' department=' || department as row_key,
    '近い年（' || concat_ws('、', one_side || ' 人', other_side || ' 人')
    || '）と桁が違います' as expected,
    'of another magnitude than the years near it ('
    || concat_ws(' and ', one_side, other_side) || ')' as expected_en
from compared
where
    headcount >= 5 * greatest(one_side, other_side)
    or 5 * headcount <= least(one_side, other_side)
