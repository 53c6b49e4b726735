/*
title: 交付金の規則と各地域
title_en: Rules of the grant, region by region
question: どの地域が、どの規則を満たしているか
grain: [region_id, rule_id]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  region_order: {label: 地域の並び順, label_en: Order of regions, unit: 番目}
  rule_id: {label: 規則ID, label_en: Rule ID}
  rule: {label: 規則, label_en: Rule}
  rule_en: {label: 規則（英語）, label_en: Rule (English)}
  article: {label: 条, label_en: Article}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度, note: 判定に関わる年度。年度によらない規則は空欄}
  holds: {label: 満たす, label_en: Holds, note: 空欄は判定できない}
  detail: {label: 判定の中身, label_en: Detail in Japanese}
  detail_en: {label: 判定の中身（英語）, label_en: Detail}
*/
with limits as (
    select
        max(value) filter (where rule_id = 'cap_per_year') as cap_yen,
        max(value) filter (where rule_id = 'amount_unit') as unit_yen,
        max(value) filter (where rule_id = 'max_years') as max_years,
        max(value) filter (where rule_id = 'period_from') as period_from,
        max(value) filter (where rule_id = 'period_to') as period_to,
        max(value) filter (where rule_id = 'half_outside_national') as outside_share,
        max(value) filter (where rule_id = 'min_fields') as min_fields
    from scheme_rule
),

grants as (
    select
        region_id,
        min(fiscal_year) as first_year,
        max(fiscal_year) as last_year,
        count(*) as years,
        max(amount_yen) as largest_yen,
        max(fiscal_year) filter (where amount_yen > (select cap_yen from limits)) as over_year,
        max(fiscal_year) filter (
            where amount_yen % (select unit_yen from limits)::bigint <> 0
        ) as odd_year,
        count(*) filter (where amount_yen is null) as open_years
    from disbursement
    group by region_id
),

national as (
    select distinct region_member.municipality_code
    from region_member
    inner join region on region_member.region_id = region.region_id
    where
        region.scheme in ('core_city_area', 'settlement_area') and region_member.left_on is null
),

membership as (
    select
        region_member.region_id,
        count(*) as members,
        count(national.municipality_code) as in_national
    from region_member
    left join national on region_member.municipality_code = national.municipality_code
    where region_member.left_on is null
    group by region_member.region_id
),

field as (
    select
        region_id,
        count(*) filter (where field_id <> 'other') as fields
    from region_policy_field
    group by region_id
),

judged as (
    select
        grants.region_id,
        'cap_per_year' as rule_id,
        grants.over_year as fiscal_year,
        grants.over_year is null as holds,
        '最も多い年度で' || (grants.largest_yen // 1000) || '千円（上限'
        || (limits.cap_yen::bigint // 1000) || '千円）' as detail,
        'Largest year ' || (grants.largest_yen // 1000) || ' thousand yen (cap '
        || (limits.cap_yen::bigint // 1000) || ' thousand yen)' as detail_en
    from grants
    cross join limits
    union all
    select
        grants.region_id,
        'amount_unit',
        grants.odd_year,
        grants.odd_year is null,
        case
            when grants.odd_year is null then '金額のある年度はすべて10万円単位'
            else '10万円単位でない年度がある'
        end,
        case
            when grants.odd_year is null
                then 'Every known amount is a multiple of 100,000 yen'
            else 'A year is not a multiple of 100,000 yen'
        end
    from grants
    union all
    select
        grants.region_id,
        'max_years',
        grants.last_year,
        grants.years <= limits.max_years,
        '交付の年度数 ' || grants.years || '（最大' || limits.max_years::bigint || '年度。見込・未定・0円の年度を含む）',
        'Years of support: ' || grants.years || ' (at most ' || limits.max_years::bigint
        || '; planned, undecided and zero years counted)'
    from grants
    cross join limits
    union all
    select
        grants.region_id,
        'period_from',
        case when grants.first_year < limits.period_from then grants.first_year end,
        grants.first_year >= limits.period_from and grants.last_year <= limits.period_to,
        '表の年度は' || grants.first_year || '～' || grants.last_year || '年度（事業年度は'
        || limits.period_from::bigint || '～' || limits.period_to::bigint || '年度）',
        'Fiscal ' || grants.first_year || '-' || grants.last_year || ' (scheme: fiscal '
        || limits.period_from::bigint || '-' || limits.period_to::bigint || ')'
    from grants
    cross join limits
    union all
    select
        membership.region_id,
        'half_outside_national',
        null,
        membership.members - membership.in_national
        >= limits.outside_share * membership.members,
        membership.members || '市町村のうち' || (membership.members - membership.in_national)
        || 'が国の制度に入っていない（事例集に載る国の3圏域に照らした判定）',
        (membership.members - membership.in_national) || ' of ' || membership.members
        || ' members are in no national scheme (judged by the three areas in the casebook)'
    from membership
    inner join grants on membership.region_id = grants.region_id
    cross join limits
    union all
    select
        grants.region_id,
        'min_fields',
        null,
        case when field.fields is not null then field.fields >= limits.min_fields end,
        '連携する分野 ' || coalesce(field.fields::varchar, '不明') || '（その他を除く。'
        || limits.min_fields::bigint || '分野以上）',
        'Policy fields: ' || coalesce(field.fields::varchar, 'unknown')
        || ' (other not counted; at least ' || limits.min_fields::bigint || ')'
    from grants
    left join field on grants.region_id = field.region_id
    cross join limits
    union all
    select
        grants.region_id,
        'agreement_by_year_end',
        grants.first_year,
        case
            when region.agreement_on is not null and region.vision_on is not null
                then
                    greatest(region.agreement_on, region.vision_on)
                    <= make_date(grants.first_year + 1, 3, 31)
        end,
        '協定 ' || coalesce(region.agreement_on::varchar, '不明') || '、ビジョン '
        || coalesce(region.vision_on::varchar, '不明') || '（最初の交付は' || grants.first_year
        || '年度、期限は' || (grants.first_year + 1) || '-03-31）',
        'Agreement ' || coalesce(region.agreement_on::varchar, 'unknown') || ', vision '
        || coalesce(region.vision_on::varchar, 'unknown') || ' (first grant in fiscal '
        || grants.first_year || ', due by ' || (grants.first_year + 1) || '-03-31)'
    from grants
    inner join region on grants.region_id = region.region_id
)

select
    judged.region_id,
    region.name,
    region.name_en,
    region.sort_order as region_order,
    judged.rule_id,
    scheme_rule.text as rule,
    scheme_rule.text_en as rule_en,
    scheme_rule.article,
    judged.fiscal_year,
    judged.holds,
    judged.detail,
    judged.detail_en
from judged
inner join region on judged.region_id = region.region_id
inner join scheme_rule on judged.rule_id = scheme_rule.rule_id
