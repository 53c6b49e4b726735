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
  due_on: {label: 期日（過ぎてから示す）, label_en: Due (raised once it has passed)}
*/
with full_year as (
    select
        disbursement.region_id,
        disbursement.scheme_id,
        disbursement.fiscal_year,
        -- years that follow one another share this number
        disbursement.fiscal_year - row_number() over (
            partition by disbursement.region_id, disbursement.scheme_id
            order by disbursement.fiscal_year
        ) as run
    from disbursement
    inner join kpi.grant_limit as rule
        on
            disbursement.region_id = rule.region_id
            and disbursement.scheme_id = rule.scheme_id
            and disbursement.fiscal_year = rule.fiscal_year
    where
        disbursement.line is null
        and disbursement.status = 'actual' and disbursement.amount_yen >= rule.cap_yen
),

full_run as (
    select
        region_id,
        max(fiscal_year) as last_year,
        count(*) as years
    from full_year
    group by region_id, scheme_id, run
    having count(*) >= 4
),

found as (
    select
        'undecided' as kind,
        1 as sort_order,
        region_id,
        fiscal_year,
        '交付の見込額が未定' as title,
        'Planned grant undecided' as title_en,
        'disbursements' as page,
        'grant_table' as panel
    from disbursement
    where status = 'undecided'
    union all
    select
        'rule' as kind,
        2 as sort_order,
        region_id,
        fiscal_year,
        rule || '（' || detail || '）' as title,
        coalesce(rule_en, rule) || ' (' || detail_en || ')' as title_en,
        'disbursements' as page,
        'scheme_rules' as panel
    from kpi.scheme_check as verdict
    where
        verdict.holds is distinct from true
        -- a verdict that waits for an undecided amount: the amount is a point by itself
        and not (
            verdict.holds is null
            and exists (
                select 1
                from disbursement
                where
                    disbursement.region_id = verdict.region_id
                    and disbursement.fiscal_year = verdict.fiscal_year
                    and disbursement.status = 'undecided'
                    and verdict.rule_id in ('cap_per_year', 'amount_unit')
            )
        )
    union all
    select
        'last_year' as kind,
        3 as sort_order,
        support.region_id,
        null as fiscal_year,
        '交付の最終年度に達した（' || support.max_years || '年度目）' as title,
        'Last year of support reached (year ' || support.max_years || ')' as title_en,
        'disbursements' as page,
        'grant_standing' as panel
    from kpi.region_overview as region_overview
    inner join kpi.grant_support as support
        on region_overview.region_id = support.region_id and support.latest
    where support.years >= support.max_years and region_overview.state = 'present'
    union all
    select
        'full_cap' as kind,
        4 as sort_order,
        region_id,
        last_year as fiscal_year,
        years || '年度続けて上限いっぱいの交付' as title,
        'Full cap received ' || years || ' years running' as title_en,
        'disbursements' as page,
        'grant_table' as panel
    from full_run
    union all
    select
        'no_grant' as kind,
        5 as sort_order,
        disbursement.region_id,
        disbursement.fiscal_year,
        '交付0円（事業は実施）' as title,
        'Grant of 0 yen although projects were carried out' as title_en,
        'disbursements' as page,
        'grant_table' as panel
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
        'unclear' as kind,
        6 as sort_order,
        region_id,
        max(fiscal_year) as fiscal_year,
        '採用の値が実績か目標か、資料では判別できない' as title,
        'Recruitment: the document does not say whether the figure is a result or a target'
            as title_en,
        'staffing' as page,
        'recruitment' as panel
    from main.recruitment
    where measure = 'unclear'
    group by region_id
    union all
    select
        'target' as kind,
        7 as sort_order,
        hired.region_id,
        hired.fiscal_year,
        occupation.name || 'の採用が目標に届かない（実績' || hired.headcount || '人、目標'
        || target.headcount || '人）' as title,
        'Recruitment below target: ' || occupation.name_en || ' (' || hired.headcount || ' of '
        || target.headcount || ')' as title_en,
        'staffing' as page,
        'recruitment' as panel
    from main.recruitment as hired
    inner join main.recruitment as target
        on
            hired.region_id = target.region_id
            and hired.fiscal_year = target.fiscal_year
            and hired.occupation_id = target.occupation_id
    inner join occupation on hired.occupation_id = occupation.occupation_id
    where
        hired.measure = 'hired' and target.measure = 'target'
        and hired.headcount < target.headcount
    union all
    select
        'half' as kind,
        8 as sort_order,
        region_id,
        null as fiscal_year,
        '2050年の推計人口が2020年の半分未満（指数' || round(population_index_2050, 1) || '）' as title,
        'Projected to fall below half of its 2020 population by 2050 (index '
        || round(population_index_2050, 1) || ')' as title_en,
        'population' as page,
        'index_rank' as panel
    from kpi.region_overview
    where population_index_2050 < 50 and state = 'present'
    union all
    select
        'accepted' as kind,
        9 as sort_order,
        region_id,
        fiscal_year,
        '要確認として認めた値：' || flag as title,
        'Doubtful figure accepted with a reason: ' || flag_en as title_en,
        'disbursements' as page,
        'grant_table' as panel
    from kpi.disbursement_by_year
    where flag is not null
    union all
    -- what ends on a day to come changes no figure yet
    select
        'leaving' as kind,
        10 as sort_order,
        member.area_id as region_id,
        null as fiscal_year,
        municipality.name || 'は' || member.valid_to
        || 'に構成市町村でなくなる（数値はその日から変わる）' as title,
        municipality.name_en || ' leaves on ' || member.valid_to
        || ' (figures change from that day on)' as title_en,
        'profile' as page,
        'member_table' as panel
    from kpi.area_member as member
    inner join municipality on member.municipality_code = municipality.municipality_code
    inner join kpi.region_term as term on member.area_id = term.region_id
    where
        member.area_level = 'region' and member.present
        and member.valid_to is distinct from term.valid_to
        and member.valid_to is not null
    union all
    select
        'joining' as kind,
        11 as sort_order,
        member.area_id as region_id,
        null as fiscal_year,
        municipality.name || 'は' || member.valid_from
        || 'に構成市町村となる（数値はその日から変わる）' as title,
        municipality.name_en || ' joins on ' || member.valid_from
        || ' (figures change from that day on)' as title_en,
        'profile' as page,
        'member_table' as panel
    from kpi.area_member as member
    inner join municipality on member.municipality_code = municipality.municipality_code
    inner join kpi.region_term as term on member.area_id = term.region_id
    where
        member.area_level = 'region' and term.state = 'present'
        and member.valid_from > term.members_on
    union all
    select
        'ending' as kind,
        12 as sort_order,
        region_id,
        null as fiscal_year,
        '地域は' || valid_to || 'に解散する（数値はその日から変わる）' as title,
        'The region is dissolved on ' || valid_to || ' (figures change from that day on)'
            as title_en,
        'profile' as page,
        'region_facts' as panel
    from kpi.region_term
    where state = 'present' and valid_to is not null
    union all
    select
        'beginning' as kind,
        13 as sort_order,
        region_id,
        null as fiscal_year,
        '地域は' || valid_from || 'に始まる（数値はその日から変わる）' as title,
        'The region begins on ' || valid_from || ' (figures change from that day on)' as title_en,
        'profile' as page,
        'region_facts' as panel
    from kpi.region_term
    where state = 'to_come'
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
    found.panel,
    null::date as due_on
from found
inner join region on found.region_id = region.region_id
inner join kpi.region_term as term on found.region_id = term.region_id
-- a dissolved region is asked for nothing after its last day
where
    term.state <> 'dissolved'
    or make_date(found.fiscal_year, 4, 1) < term.valid_to
union all
select
    'decision-' || decision_id as attention_id,
    'decision' as kind,
    3 as sort_order,
    region_id,
    name,
    name_en,
    null as fiscal_year,
    '会議の決定が期日（' || due_on || '）を過ぎて未了：' || text as title,
    'Decision overdue since ' || due_on || ': ' || text as title_en,
    'council' as page,
    'decisions' as panel,
    due_on
from kpi.open_decision
where due_on is not null
