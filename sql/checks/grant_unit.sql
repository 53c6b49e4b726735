/*
title: 交付額は、その地域・年度の制度の単位の倍数
title_en: A grant is a multiple of the unit of its scheme, region and fiscal year
severity: doubt
scope: row
*/
select
    disbursement.source_row,
    '金額（千円）' as column_name,
    disbursement.as_printed as value,
    'region_id=' || disbursement.region_id || ' fiscal_year=' || disbursement.fiscal_year
        as row_key,
    format('{:,}', rule.value::bigint // 1000)
    || ' 千円単位ではありません（'
    || rule.article
    || '）' as expected,
    'not a multiple of '
    || format('{:,}', rule.value::bigint // 1000)
    || ' thousand yen ('
    || rule.article
    || ')'
        as expected_en
from disbursement
inner join grant_rule as rule
    on
        disbursement.region_id = rule.region_id
        and disbursement.scheme_id = rule.scheme_id
        and disbursement.fiscal_year = rule.fiscal_year
        and rule.rule_id = 'amount_unit'
        and rule.member_kind is null
where disbursement.line is null and disbursement.amount_yen % nullif(rule.value::bigint, 0) <> 0
