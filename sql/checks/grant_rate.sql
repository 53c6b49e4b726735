/*
title: 交付額は、対象経費に制度の交付率を掛けた額以下
title_en: A grant is at most the scheme's rate of the eligible costs
severity: doubt
scope: row
*/
select
    disbursement.source_row,
    '金額（千円）' as column_name,
    disbursement.as_printed as value,
    'region_id=' || disbursement.region_id || ' fiscal_year=' || disbursement.fiscal_year
        as row_key,
    '対象経費 '
    || format('{:,}', disbursement.cost_yen // 1000)
    || ' 千円の '
    || round(100 * rule.value, 1)
    || '％を超えています（' || rule.article || '）' as expected,
    'above ' || round(100 * rule.value, 1) || '% of the eligible costs of '
    || format('{:,}', disbursement.cost_yen // 1000)
    || ' thousand yen ('
    || rule.article
    || ')' as expected_en
from disbursement
inner join grant_rule as rule
    on
        disbursement.region_id = rule.region_id
        and disbursement.scheme_id = rule.scheme_id
        and disbursement.fiscal_year = rule.fiscal_year
        and rule.rule_id = 'rate'
        and rule.member_kind is null
where disbursement.line is null and disbursement.amount_yen > rule.value * disbursement.cost_yen
