/*
title: 交付は事業年度の内（概要 事業年度）
title_en: Grants fall in the scheme's fiscal years
severity: doubt
scope: row
*/
with period as (
    select
        max(value) filter (where rule_id = 'period_from') as first_year,
        max(value) filter (where rule_id = 'period_to') as last_year
    from scheme_rule
)

select
    disbursement.source_row,
    '年度' as column_name,
    disbursement.fiscal_year::varchar as value,
    'region_id=' || disbursement.region_id || ' fiscal_year=' || disbursement.fiscal_year as row_key,
    '事業年度（' || period.first_year::bigint || '～' || period.last_year::bigint || '年度）の外です' as expected,
    'outside the scheme''s fiscal years (' || period.first_year::bigint || '-'
    || period.last_year::bigint || ')' as expected_en
from disbursement
cross join period
where
    disbursement.fiscal_year < period.first_year or disbursement.fiscal_year > period.last_year
