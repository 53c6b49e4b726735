/*
title: 職員数が前後の年の10倍以上または10分の1以下ではない
title_en: A staff number is not ten times its neighbours, nor a tenth of them
severity: doubt
scope: row
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
    '近い年（' || one_side || ' 人、' || other_side || ' 人）と桁が違います' as expected,
    'of another magnitude than the years near it (' || one_side || ' and ' || other_side || ')'
        as expected_en
from compared
where
    headcount >= 10 * greatest(one_side, other_side)
    or 10 * headcount <= least(one_side, other_side)
