/*
title: 協定とビジョンは、申請年度末までという規則のある制度ではその日まで
title_en: Agreement and vision exist by the end of the fiscal year of the application, where the scheme asks for it
severity: doubt
scope: set
*/
with first_grant as (
    select
        region_id,
        scheme_id,
        min(fiscal_year) as fiscal_year
    from disbursement
    where line is null
    group by region_id, scheme_id
)

select
    region.source_row,
    '協定締結日' as column_name,
    coalesce(greatest(region.agreement_on, region.vision_on)::varchar, '') as value,
    'region_id=' || region.region_id as row_key,
    '最初の交付（' || first_grant.fiscal_year || '年度）の年度末までに協定とビジョンが要ります（'
    || rule.article || '）' as expected,
    'agreement and vision are due by the end of fiscal ' || first_grant.fiscal_year
    || ', the year of the first grant (' || rule.article || ')' as expected_en
from region
inner join first_grant on region.region_id = first_grant.region_id
inner join grant_rule as rule
    on
        first_grant.region_id = rule.region_id
        and first_grant.scheme_id = rule.scheme_id
        and first_grant.fiscal_year = rule.fiscal_year
        and rule.rule_id = 'agreement_by_year_end'
        and rule.member_kind is null
where
    region.agreement_on is null or region.vision_on is null
    or greatest(region.agreement_on, region.vision_on)
    > make_date(first_grant.fiscal_year + 1, 3, 31)
