/*
title: 交付金の規則と各地域
title_en: Rules of the grant, region by region
question: どの地域が、どの規則を満たしているか
grain: [region_id, scheme_id, rule_id]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  region_order: {label: 地域の並び順, label_en: Order of regions, unit: 番目}
  scheme_id: {label: 制度ID, label_en: Scheme ID}
  scheme: {label: 制度, label_en: Scheme in Japanese}
  scheme_en: {label: 制度（英語）, label_en: Scheme}
  rule_id: {label: 規則ID, label_en: Rule ID}
  rule: {label: 規則, label_en: Rule}
  rule_en: {label: 規則（英語）, label_en: Rule (English)}
  article: {label: 条, label_en: Article}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度, note: 判定に関わる年度。年度によらない規則は空欄, note_en: "The fiscal year judged; empty for rules without one"}
  holds: {label: 満たす, label_en: Holds, note: 空欄は判定できない, note_en: "Empty: cannot be told"}
  detail: {label: 判定の中身, label_en: Detail in Japanese}
  detail_en: {label: 判定の中身（英語）, label_en: Detail}
*/
-- members of the last fiscal year in the table, in a national area on the day of its application
with membership as (
    select
        grants.region_id,
        grants.scheme_id,
        application.day,
        application.recorded,
        count(*) as members,
        count(*) filter (where national.standing = 'in') as inside,
        count(*) filter (where national.standing = 'out') as outside
    from kpi.grant_support as grants
    inner join kpi.application_day as application
        on
            grants.region_id = application.region_id
            and grants.scheme_id = application.scheme_id
            and grants.last_year = application.fiscal_year
    inner join kpi.fiscal_member as member
        on grants.region_id = member.region_id and grants.last_year = member.fiscal_year
    left join kpi.national_standing as national
        on
            member.municipality_code = national.municipality_code
            and application.day = national.day
    group by grants.region_id, grants.scheme_id, application.day, application.recorded
),

field as (
    select
        region_id,
        count(*) filter (where field_id <> 'other') as fields
    from region_policy_field
    group by region_id
),

-- holds is null where it cannot be told: an amount undecided, no member listed, no date, no limit
judged as (
    select
        region_id,
        scheme_id,
        'cap_per_year' as rule_id,
        coalesce(over_year, open_year) as fiscal_year,
        case
            when over_year is not null then false
            when open_year is null and capped then true
        end as holds,
        '金額のわかる' || known_years || '年度（見込を含む）で最も多いのは' || (largest_yen // 1000)
        || '千円（上限' || nullif(cap, '') || '千円）'
        || coalesce('。' || open_year || '年度は未定', '') as detail,
        'Largest amount ' || (largest_yen // 1000)
        || ' thousand yen (years with an amount, planned ones too: '
        || known_years || '; cap ' || nullif(replace(cap, '～', ' to '), '') || ' thousand yen)'
        || coalesce('; FY' || open_year || ' undecided', '') as detail_en
    from kpi.grant_support
    union all
    select
        region_id,
        scheme_id,
        'amount_unit' as rule_id,
        coalesce(odd_year, open_year) as fiscal_year,
        case
            when odd_year is not null then false
            when open_year is null and in_units then true
        end as holds,
        case
            when odd_year is not null then unit || '千円単位でない年度がある'
            when known_years > 0 and in_units
                then
                    '金額のある年度はすべて' || unit || '千円単位'
                    || coalesce('。' || open_year || '年度は未定', '')
        end as detail,
        case
            when odd_year is not null
                then 'A year is not a multiple of ' || replace(unit, '～', ' to ') || ' thousand yen'
            when known_years > 0 and in_units
                then
                    'Every known amount is a multiple of ' || replace(unit, '～', ' to ')
                    || ' thousand yen'
                    || coalesce('; FY' || open_year || ' undecided', '')
        end as detail_en
    from kpi.grant_support
    union all
    select
        region_id,
        scheme_id,
        'rate' as rule_id,
        coalesce(above_year, open_year) as fiscal_year,
        case
            when above_year is not null then false
            when open_year is null and costs then true
        end as holds,
        case
            when above_year is not null
                then '対象経費の' || round(rate_pct, 1) || '％を超える年度がある'
            when costs then '対象経費のわかる交付はすべて' || round(rate_pct, 1) || '％以下'
            else '対象経費のわからない交付がある（交付率' || round(rate_pct, 1) || '％）'
        end as detail,
        case
            when above_year is not null
                then 'A year is above ' || round(rate_pct, 1) || '% of the eligible costs'
            when costs
                then 'Every grant is within ' || round(rate_pct, 1) || '% of the eligible costs'
            else 'Eligible costs are not all known (rate ' || round(rate_pct, 1) || '%)'
        end as detail_en
    from kpi.grant_support
    union all
    select
        region_id,
        scheme_id,
        'max_years' as rule_id,
        last_year as fiscal_year,
        years <= max_years as holds,
        '交付の年度数 ' || years || '（最大' || max_years
        || '年度。見込・未定・0円の年度を含む）' as detail,
        'Years of support: ' || years || ' (at most ' || max_years
        || '; planned, undecided and zero years counted)' as detail_en
    from kpi.grant_support
    union all
    select
        region_id,
        scheme_id,
        'period_from' as rule_id,
        case
            when first_year < period_from then first_year
            when last_year > period_to then last_year
        end as fiscal_year,
        first_year >= period_from and last_year <= period_to as holds,
        '表の年度は' || first_year || '年度～' || last_year || '年度（事業年度は'
        || period_from || '年度～' || period_to || '年度）' as detail,
        'FY' || first_year || ' to FY' || last_year || ' (scheme: FY'
        || period_from || ' to FY' || period_to || ')' as detail_en
    from kpi.grant_support
    union all
    select
        grants.region_id,
        grants.scheme_id,
        'half_outside_national' as rule_id,
        grants.last_year as fiscal_year,
        -- true or false only where those not known cannot change it
        case
            when membership.outside >= grants.outside_share * membership.members then true
            when
                membership.members - membership.inside
                < grants.outside_share * membership.members then false
        end as holds,
        case when membership.recorded then '交付申請の日（' else '申請の日の記録がないため年度の初日（' end
        || membership.day || '）で、' || membership.members || '市町村のうち国の圏域に入っているのは'
        || membership.inside || '、入っていないのは' || membership.outside || '、わからないのは'
        || (membership.members - membership.inside - membership.outside) as detail,
        case
            when membership.recorded then 'On the day of the application, '
            else 'The day of the application is not recorded: on the first of the year, '
        end
        || membership.day || ', of ' || membership.members || ' members '
        || membership.inside || ' are in a national area, ' || membership.outside
        || ' in none, not known: '
        || (membership.members - membership.inside - membership.outside) as detail_en
    from kpi.grant_support as grants
    left join membership
        on grants.region_id = membership.region_id and grants.scheme_id = membership.scheme_id
    union all
    select
        grants.region_id,
        grants.scheme_id,
        'min_fields' as rule_id,
        null as fiscal_year,
        field.fields >= grants.min_fields as holds,
        '連携する分野 ' || coalesce(field.fields::varchar, '不明') || '（その他を除く。'
        || grants.min_fields || '分野以上）' as detail,
        'Policy fields: ' || coalesce(field.fields::varchar, 'unknown')
        || ' (other not counted; at least ' || grants.min_fields || ')' as detail_en
    from kpi.grant_support as grants
    left join field on grants.region_id = field.region_id
    union all
    select
        grants.region_id,
        grants.scheme_id,
        'agreement_by_year_end' as rule_id,
        grants.first_year as fiscal_year,
        -- one date too late is enough for false, both are needed for true
        region.agreement_on <= make_date(grants.first_year + 1, 3, 31)
        and region.vision_on <= make_date(grants.first_year + 1, 3, 31) as holds,
        '協定 ' || coalesce(region.agreement_on::varchar, '不明') || '、ビジョン '
        || coalesce(region.vision_on::varchar, '不明') || '（最初の交付は' || grants.first_year
        || '年度、期限は' || (grants.first_year + 1) || '-03-31）' as detail,
        'Agreement ' || coalesce(region.agreement_on::varchar, 'unknown') || ', vision '
        || coalesce(region.vision_on::varchar, 'unknown') || ' (first grant in FY'
        || grants.first_year || ', due by ' || (grants.first_year + 1) || '-03-31)' as detail_en
    from kpi.grant_support as grants
    inner join region on grants.region_id = region.region_id
),

-- a rule in the words of the last fiscal year that it is judged in
worded as (
    select
        region_id,
        scheme_id,
        rule_id,
        arg_max(text, fiscal_year) as rule,
        arg_max(text_en, fiscal_year) as rule_en,
        arg_max(article, fiscal_year) as article
    from grant_rule
    where member_kind is null
    group by region_id, scheme_id, rule_id
)

select
    judged.region_id,
    region.name,
    region.name_en,
    region.sort_order as region_order,
    judged.scheme_id,
    scheme.name as scheme,
    coalesce(scheme.name_en, scheme.name) as scheme_en,
    judged.rule_id,
    worded.rule,
    worded.rule_en,
    worded.article,
    judged.fiscal_year,
    judged.holds,
    coalesce(judged.detail, '判定に要る値が不明') as detail,
    coalesce(judged.detail_en, 'A value needed to judge is unknown') as detail_en
from judged
inner join region on judged.region_id = region.region_id
inner join scheme on judged.scheme_id = scheme.scheme_id
inner join worded
    on
        judged.region_id = worded.region_id
        and judged.scheme_id = worded.scheme_id
        and judged.rule_id = worded.rule_id
