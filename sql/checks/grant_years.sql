/*
title: 支援の年度数は、その地域の制度の最大まで
title_en: Support lasts at most as many fiscal years as the region's scheme allows
severity: doubt
scope: row
*/
with counted as (
    select
        *,
        row_number() over (partition by region_id order by fiscal_year) as nth
    from disbursement
)

select
    counted.source_row,
    '年度' as column_name,
    counted.fiscal_year::varchar as value,
    'region_id=' || counted.region_id || ' fiscal_year=' || counted.fiscal_year as row_key,
    counted.nth || '年度目です。支援は最大' || scheme_rule.value::bigint || '年度（'
    || scheme_rule.article || '）' as expected,
    'year ' || counted.nth || ' of support; at most ' || scheme_rule.value::bigint
    || ' are allowed (' || scheme_rule.article || ')' as expected_en
from counted
inner join region on counted.region_id = region.region_id
inner join scheme_rule
    on region.scheme_id = scheme_rule.scheme_id and scheme_rule.rule_id = 'max_years'
where counted.nth > scheme_rule.value
