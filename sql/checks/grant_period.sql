/*
title: 交付は事業年度の内（概要 事業年度）
title_en: Grants fall in the scheme's fiscal years
severity: doubt
scope: row
*/
with period as (
    select
        scheme_id,
        max(value) filter (where rule_id = 'period_from') as first_year,
        max(value) filter (where rule_id = 'period_to') as last_year
    from scheme_rule
    group by scheme_id
)

select
    disbursement.source_row,
    '年度' as column_name,
    disbursement.fiscal_year::varchar as value,
    'region_id=' || disbursement.region_id || ' fiscal_year=' || disbursement.fiscal_year
        as row_key,
    '事業年度（' || coalesce(period.first_year::bigint::varchar, '') || '～'
    || coalesce(period.last_year::bigint::varchar, '') || '年度）の外です' as expected,
    'outside the scheme''s fiscal years (' || coalesce(period.first_year::bigint::varchar, '')
    || '-' || coalesce(period.last_year::bigint::varchar, '') || ')' as expected_en
from disbursement
inner join region on disbursement.region_id = region.region_id
inner join period on region.scheme_id = period.scheme_id
where
    disbursement.fiscal_year < period.first_year or disbursement.fiscal_year > period.last_year
