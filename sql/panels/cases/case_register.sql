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
        happened.events,
        lower(translate(concat_ws(
            ' ',
            cooperation_case.title,
            cooperation_case.title_en,
            cooperation_case.kind,
            cooperation_case.partners,
            cooperation_case.summary,
            cooperation_case.summary_en,
            prefecture.prefecture,
            prefecture.prefecture_en,
            cooperation_case.kind_en,
            cooperation_case.partners_en,
            array_to_string(effect.issues, ' '),
            array_to_string(effect.actions, ' '),
            array_to_string(effect.effects, ' '),
            array_to_string(happened.events, ' ')
        ), width.wide, width.narrow)) as plain
    from cooperation_case
    inner join prefecture using (prefecture_code)
    left join effect using (case_id)
    left join happened using (case_id)
    cross join width
)

select * exclude (plain)
from entry
where
    not exists (
        select 1 from search_word
        where not contains(entry.plain, search_word.word)
    )
order by source_row
