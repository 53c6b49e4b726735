/*
title: 交付額が前後の年度の10倍以上または10分の1以下ではない
title_en: A grant is not ten times its neighbours, nor a tenth of them
severity: doubt
scope: row
note: 前後の年度と比べる。端の年度は内側の2年度と比べる。0円と未定は比べる相手にしない。
*/
with known as (
    select
        *,
        lag(amount_yen) over near as before_1,
        lag(amount_yen, 2) over near as before_2,
        lead(amount_yen) over near as after_1,
        lead(amount_yen, 2) over near as after_2
    from disbursement
    where amount_yen > 0
    window near as (partition by region_id order by fiscal_year)
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
    '金額（千円）' as column_name,
    as_printed as value,
    'region_id=' || region_id || ' fiscal_year=' || fiscal_year as row_key,
    '近い年度（' || (one_side // 1000) || ' 千円、' || (other_side // 1000)
    || ' 千円）と桁が違います' as expected,
    'of another magnitude than the years near it (' || (one_side // 1000) || ' and '
    || (other_side // 1000) || ' thousand yen)' as expected_en
from compared
where
    amount_yen >= 10 * greatest(one_side, other_side)
    or 10 * amount_yen <= least(one_side, other_side)
