/*
title: 職員数が前後の年のどちらとも大きく違わない
title_en: A staff number is not far from both years beside it
severity: doubt
scope: row
note: 前後の年のどちらよりも1.4倍以上大きいか、どちらよりも1.4分の1以下のときに疑う（端の年は一つの年と比べる）。30人より小さい差と、5倍以上の差（staff_neighbours）は除く。
*/
with near as (
    select
        *,
        lag(headcount) over beside as before,
        lead(headcount) over beside as after,
        coalesce(before, after) as one_side,
        coalesce(after, before) as other_side
    from staff
    where headcount > 0
    window beside as (partition by area_level, area_code, department order by year)
),

compared as (
    select
        *,
        least(
            greatest(headcount, one_side) / least(headcount, one_side),
            greatest(headcount, other_side) / least(headcount, other_side)
        ) as times,
        least(abs(headcount - one_side), abs(headcount - other_side)) as difference,
        (headcount > one_side) = (headcount > other_side) as is_one_sided
    from near
    where one_side is not null
)

select
    source_row,
    'headcount' as column_name,
    headcount::varchar as value,
    'area_code=' || area_code || ' year=' || year || ' department=' || department as row_key,
    '前後の年（' || concat_ws('、', before || ' 人', after || ' 人') || '）と大きく違います' as expected,
    'far from the years beside it (' || concat_ws(' and ', before, after) || ')' as expected_en
from compared
where is_one_sided and times >= 1.4 and times < 5 and difference >= 30
