/*
title: 交付額は、その地域・年度の制度の上限以下
title_en: A grant is at most the cap of its scheme, region and fiscal year
severity: doubt
scope: row
*/
-- what a scheme pays to several members counts together; money of another name (line) is no grant of it
with paid as (
    select
        region_id,
        scheme_id,
        fiscal_year,
        sum(amount_yen) as amount_yen,
        min(source_row) as source_row,
        string_agg(as_printed, '＋' order by source_row) as as_printed
    from disbursement
    where line is null
    group by region_id, scheme_id, fiscal_year
)

select
    paid.source_row,
    '金額（千円）' as column_name,
    paid.as_printed as value,
    'region_id=' || paid.region_id || ' fiscal_year=' || paid.fiscal_year as row_key,
    '上限 '
    || format('{:,}', rule.value::bigint // 1000)
    || ' 千円を超えています（'
    || rule.article
    || '）'
    || if(
        paid.amount_yen / 1000 <= rule.value and paid.amount_yen >= 100 * rule.value,
        '。円で書いた額なら ' || format('{:,}', paid.amount_yen // 1000000) || ' 千円です',
        ''
    ) as expected,
    'above the cap of '
    || format('{:,}', rule.value::bigint // 1000)
    || ' thousand yen ('
    || rule.article
    || ')'
    || if(
        paid.amount_yen / 1000 <= rule.value and paid.amount_yen >= 100 * rule.value,
        '; if written in yen, it is ' || format('{:,}', paid.amount_yen // 1000000)
        || ' thousand yen',
        ''
    ) as expected_en
from paid
inner join grant_rule as rule
    on
        paid.region_id = rule.region_id
        and paid.scheme_id = rule.scheme_id
        and paid.fiscal_year = rule.fiscal_year
        and rule.rule_id = 'cap_per_year'
        and rule.member_kind is null
where paid.amount_yen > rule.value
