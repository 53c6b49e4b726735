/*
title: 交付額が前後の年度の5倍以上または5分の1以下ではない（桁違い）
title_en: A grant is not five times its neighbours, nor a fifth of them (a digit too many or too few)
severity: doubt
scope: row
note: 前後の年度と比べる。端の年度は内側の2年度と比べる。0円と未定は比べる相手にしない。余分な0や欠けた桁（10倍・10分の1）は、隣の年の値そのものが動いていても見つかるように、5倍から疑う。
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
    window near as (
        partition by region_id, scheme_id, line, recipient_code order by fiscal_year
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
    '金額（千円）' as column_name,
    as_printed as value,
    'region_id=' || region_id || ' fiscal_year=' || fiscal_year as row_key,
    '近い年度（'
    || concat_ws('、', format('{:,} 千円', one_side // 1000), format('{:,} 千円', other_side // 1000))
    || '）と桁が違います' as expected,
    'of another magnitude than the years near it ('
    || concat_ws(' and ', format('{:,}', one_side // 1000), format('{:,}', other_side // 1000))
    || ' thousand yen)'
        as expected_en
from compared
where
    amount_yen >= 5 * greatest(one_side, other_side)
    or 5 * amount_yen <= least(one_side, other_side)
