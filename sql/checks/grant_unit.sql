/*
title: 交付額は10万円単位（実施要綱 第６）
title_en: A grant is a multiple of 100,000 yen (implementation guideline, article 6)
severity: doubt
scope: row
*/
select
    disbursement.source_row,
    '金額（千円）' as column_name,
    disbursement.as_printed as value,
    'region_id=' || disbursement.region_id || ' fiscal_year=' || disbursement.fiscal_year
        as row_key,
    '10万円単位ではありません（実施要綱 第６）' as expected,
    'not a multiple of 100,000 yen (implementation guideline, article 6)' as expected_en
from disbursement
inner join region on disbursement.region_id = region.region_id
inner join scheme_rule
    on region.scheme_id = scheme_rule.scheme_id and scheme_rule.rule_id = 'amount_unit'
where disbursement.amount_yen % nullif(scheme_rule.value::bigint, 0) <> 0
