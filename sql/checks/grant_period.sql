/*
title: 交付は、その制度の事業年度の内
title_en: Grants fall in the fiscal years of their scheme
severity: doubt
scope: row
*/
-- the rules on the period; where there is none, the term of the scheme itself
with period as (
    select
        grants.source_row,
        grants.region_id,
        grants.fiscal_year,
        coalesce(
            max(rule.value) filter (where rule.rule_id = 'period_from'),
            year(max(scheme.valid_from) - interval 3 month)
        )::bigint as first_year,
        coalesce(
            max(rule.value) filter (where rule.rule_id = 'period_to'),
            year(max(scheme.valid_to) - interval 1 day - interval 3 month)
        )::bigint as last_year,
        string_agg(distinct rule.article, '・' order by rule.article) as article
    from disbursement as grants
    inner join scheme on grants.scheme_id = scheme.scheme_id
    left join grant_rule as rule
        on
            grants.region_id = rule.region_id
            and grants.scheme_id = rule.scheme_id
            and grants.fiscal_year = rule.fiscal_year
            and rule.rule_id in ('period_from', 'period_to')
            and rule.member_kind is null
    where grants.line is null
    group by grants.source_row, grants.region_id, grants.fiscal_year
)

select
    source_row,
    '年度' as column_name,
    fiscal_year::varchar as value,
    'region_id=' || region_id || ' fiscal_year=' || fiscal_year as row_key,
    '事業年度（' || coalesce(first_year::varchar, '') || '～' || coalesce(last_year::varchar, '')
    || '年度）の外です' || coalesce('（' || article || '）', '')
    || '。延長されたときは規則 period_to を直します' as expected,
    'outside the scheme''s fiscal years (' || coalesce(first_year::varchar, '') || '-'
    || coalesce(last_year::varchar, '') || ')' || coalesce(' (' || article || ')', '')
    || '; where it was prolonged, mend the rule period_to' as expected_en
from period
where fiscal_year < first_year or fiscal_year > last_year
