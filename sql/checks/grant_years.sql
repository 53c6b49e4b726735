/*
title: 支援の年度数は、その地域の制度の最大まで
title_en: Support lasts at most as many fiscal years as the region's scheme allows
severity: doubt
scope: row
*/
with counted as (
    select
        *,
        dense_rank() over (partition by region_id, scheme_id order by fiscal_year) as nth
    from disbursement
    where line is null
)

select
    counted.source_row,
    '年度' as column_name,
    counted.fiscal_year::varchar as value,
    'region_id=' || counted.region_id || ' fiscal_year=' || counted.fiscal_year as row_key,
    counted.nth || '年度目です。支援は最大' || rule.value::bigint || '年度（' || rule.article || '）'
        as expected,
    'year ' || counted.nth || ' of support; at most ' || rule.value::bigint || ' are allowed ('
    || rule.article || ')' as expected_en
from counted
inner join grant_rule as rule
    on
        counted.region_id = rule.region_id
        and counted.scheme_id = rule.scheme_id
        and counted.fiscal_year = rule.fiscal_year
        and rule.rule_id = 'max_years'
        and rule.member_kind is null
where counted.nth > rule.value
