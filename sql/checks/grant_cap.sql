/*
title: 交付額は上限以下（実施要綱 第６）
title_en: A grant is at most the cap (implementation guideline, article 6)
severity: doubt
scope: row
*/
select
    disbursement.source_row,
    '金額（千円）' as column_name,
    disbursement.as_printed as value,
    'region_id=' || disbursement.region_id || ' fiscal_year=' || disbursement.fiscal_year
        as row_key,
    '上限 ' || (scheme_rule.value::bigint // 1000) || ' 千円を超えています（実施要綱 第６）'
        as expected,
    'above the cap of ' || (scheme_rule.value::bigint // 1000)
    || ' thousand yen (implementation guideline, article 6)' as expected_en
from disbursement
inner join region on disbursement.region_id = region.region_id
inner join scheme_rule
    on region.scheme_id = scheme_rule.scheme_id and scheme_rule.rule_id = 'cap_per_year'
where disbursement.amount_yen > scheme_rule.value
