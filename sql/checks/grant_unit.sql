/*
title: 交付額は、その地域の制度の単位の倍数
title_en: A grant is a multiple of the unit of the region's scheme
severity: doubt
scope: row
*/
select
    disbursement.source_row,
    '金額（千円）' as column_name,
    disbursement.as_printed as value,
    'region_id=' || disbursement.region_id || ' fiscal_year=' || disbursement.fiscal_year
        as row_key,
    (scheme_rule.value::bigint // 1000) || ' 千円単位ではありません（' || scheme_rule.article || '）'
        as expected,
    'not a multiple of ' || (scheme_rule.value::bigint // 1000) || ' thousand yen ('
    || scheme_rule.article || ')' as expected_en
from disbursement
inner join region on disbursement.region_id = region.region_id
inner join scheme_rule
    on region.scheme_id = scheme_rule.scheme_id and scheme_rule.rule_id = 'amount_unit'
where disbursement.amount_yen % nullif(scheme_rule.value::bigint, 0) <> 0
