/*
title: 要確認
title_en: What needs a look
question: 規則とデータから見て、どこを確かめるべきか
grain: [attention_id]
columns:
  attention_id: {label: 番号, label_en: Number}
  kind: {label: 種類, label_en: Kind}
  sort_order: {label: 並び順, label_en: Order, unit: 番目}
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度}
  title: {label: 要確認の内容, label_en: What (Japanese)}
  title_en: {label: 要確認の内容（英語）, label_en: What}
  page: {label: 見る頁, label_en: Page}
  panel: {label: 見る図, label_en: Panel}
*/
with cap as (
    select
        max(value) filter (where rule_id = 'cap_per_year') as cap_yen,
        max(value) filter (where rule_id = 'max_years') as max_years
    from scheme_rule
),

full_year as (
    select
        disbursement.region_id,
        disbursement.fiscal_year,
        -- years that follow one another share this number
        disbursement.fiscal_year - row_number() over (
            partition by disbursement.region_id order by disbursement.fiscal_year
        ) as run
    from disbursement
    cross join cap
    where disbursement.status = 'actual' and disbursement.amount_yen >= cap.cap_yen
),

full_run as (
    select
        region_id,
        count(*) as years,
        max(fiscal_year) as last_year
    from full_year
    group by region_id, run
    having count(*) >= 4
),

found as (
    select
        'undecided' as kind,
        1 as sort_order,
        region_id,
        fiscal_year,
        '交付の見込額が未定' as title,
        'planned grant undecided' as title_en,
        'disbursements' as page,
        'grant_table' as panel
    from disbursement
    where status = 'undecided'
    union all
    select
        'rule',
        2,
        region_id,
        fiscal_year,
        rule || '（' || detail || '）',
        rule_en || ' (' || detail_en || ')',
        'disbursements',
        'scheme_rules'
    from kpi.scheme_check
    where holds is distinct from true
    union all
    select
        'last_year',
        3,
        region_overview.region_id,
        null,
        '交付の最終年度に達した（' || cap.max_years::bigint || '年度目）',
        'last year of support reached (year ' || cap.max_years::bigint || ')',
        'disbursements',
        'scheme_rules'
    from kpi.region_overview as region_overview
    cross join cap
    where region_overview.grant_years >= cap.max_years
    union all
    select
        'full_cap',
        4,
        region_id,
        null,
        years || '年度続けて上限いっぱいの交付',
        'full cap used ' || years || ' years running',
        'disbursements',
        'grants_by_region'
    from full_run
    union all
    select
        'no_grant',
        5,
        disbursement.region_id,
        disbursement.fiscal_year,
        '交付0円（事業は実施）',
        'grant of 0 yen although work went on',
        'disbursements',
        'grant_table'
    from disbursement
    where
        disbursement.amount_yen = 0
        and exists (
            select 1
            from kpi.project_timeline as project_timeline
            where
                project_timeline.region_id = disbursement.region_id
                and project_timeline.fiscal_year = disbursement.fiscal_year
                and project_timeline.state = 'done'
        )
    union all
    select
        'unclear',
        6,
        region_id,
        max(second_year),
        '採用の値が実績か目標か、資料では判別できない',
        'recruitment: a result or a target, the document does not tell',
        'staffing',
        'recruitment'
    from kpi.recruitment
    where second_measure = 'unclear'
    group by region_id
    union all
    select
        'half',
        7,
        region_id,
        null,
        '2050年の推計人口が2020年の半分未満（指数' || round(population_index_2050, 1) || '）',
        'projected to fall below half of 2020 by 2050 (index ' || round(population_index_2050, 1)
        || ')',
        'population',
        'population_outlook'
    from kpi.region_overview
    where population_index_2050 < 50
    union all
    select
        'accepted',
        8,
        region_id,
        fiscal_year,
        '要確認として認めた値: ' || flag,
        'a doubtful figure accepted with a reason: ' || flag_en,
        'disbursements',
        'grant_table'
    from kpi.disbursement_by_year
    where flag is not null
)

select
    found.kind || '-' || found.region_id || coalesce('-' || found.fiscal_year, '') || '-'
    || row_number() over (
        partition by found.kind, found.region_id, found.fiscal_year order by found.title
    ) as attention_id,
    found.kind,
    found.sort_order,
    found.region_id,
    region.name,
    region.name_en,
    found.fiscal_year,
    found.title,
    found.title_en,
    found.page,
    found.panel
from found
inner join region on found.region_id = region.region_id
