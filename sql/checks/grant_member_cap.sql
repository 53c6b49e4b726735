/*
title: 構成市町村が受ける額は、その制度の市町村あたりの上限以下
title_en: What a member receives is at most the cap that its scheme sets for each member
severity: doubt
scope: row
*/
with paid as (
    select
        disbursement.*,
        municipality.kind
    from disbursement
    inner join municipality on disbursement.recipient_code = municipality.municipality_code
    inner join scheme on disbursement.scheme_id = scheme.scheme_id
    where scheme.recipient = 'member' and disbursement.line is null
),

-- a cap for a kind of municipality goes before that for all
capped as (
    select
        paid.*,
        arg_max(rule.value, rule.member_kind is not null) as cap_yen,
        arg_max(rule.article, rule.member_kind is not null) as article
    from paid
    inner join grant_rule as rule
        on
            paid.region_id = rule.region_id
            and paid.scheme_id = rule.scheme_id
            and paid.fiscal_year = rule.fiscal_year
            and rule.rule_id = 'cap_per_member'
            and coalesce(paid.kind = rule.member_kind, true)
    group by all
)

select
    source_row,
    '金額（千円）' as column_name,
    as_printed as value,
    'region_id=' || region_id || ' fiscal_year=' || fiscal_year || ' recipient_code='
    || recipient_code as row_key,
    '市町村あたりの上限 '
    || format('{:,}', cap_yen::bigint // 1000)
    || ' 千円を超えています（'
    || article
    || '）' as expected,
    'above the cap of '
    || format('{:,}', cap_yen::bigint // 1000)
    || ' thousand yen for a member ('
    || article
    || ')' as expected_en
from capped
where amount_yen > cap_yen
