/*
title: 交付額は、その地域の制度の上限以下
title_en: A grant is at most the cap of the region's scheme
severity: doubt
scope: row
*/
select
    disbursement.source_row,
    '金額（千円）' as column_name,
    disbursement.as_printed as value,
    'region_id=' || disbursement.region_id || ' fiscal_year=' || disbursement.fiscal_year
        as row_key,
    '上限 ' || (scheme_rule.value::bigint // 1000) || ' 千円を超えています（' || scheme_rule.article || '）'
        as expected,
    'above the cap of ' || (scheme_rule.value::bigint // 1000)
    || ' thousand yen (' || scheme_rule.article || ')' as expected_en
from disbursement
inner join region on disbursement.region_id = region.region_id
inner join scheme_rule
    on region.scheme_id = scheme_rule.scheme_id and scheme_rule.rule_id = 'cap_per_year'
where disbursement.amount_yen > scheme_rule.value
