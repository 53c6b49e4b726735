-- What do other prefectures do together? The register of cases, those that hold all words searched for.
with effect as (
    select
        case_id,
        list(text order by sort_order) filter (where kind = '課題') as issues,
        list(text order by sort_order) filter (where kind = '取組') as actions,
        list(text order by sort_order) filter (where kind = '効果') as effects
    from case_effect
    group by case_id
),

happened as (
    select
        case_id,
        list(period || ' ' || text order by sort_order) as events
    from case_event
    group by case_id
),

prefecture as (
    select distinct
        prefecture_code,
        prefecture,
        prefecture_en
    from municipality
),

entry as (
    select
        cooperation_case.* exclude (summary_en),
        coalesce(cooperation_case.summary_en, cooperation_case.summary) as summary_en,
        $search as sought,
        prefecture.prefecture,
        prefecture.prefecture_en,
        effect.issues,
        effect.actions,
        effect.effects,
        happened.events
    from cooperation_case
    inner join prefecture using (prefecture_code)
    left join effect using (case_id)
    left join happened using (case_id)
)

select entry.*
from entry
where entry.case_id in (select found_case.entry_id from found_case)
order by source_row
