-- Cases with all the words that the documents have of them.
with effect as (
    select
        case_id,
        string_agg(text, chr(10) order by sort_order) as words
    from case_effect
    group by case_id
),

happened as (
    select
        case_id,
        string_agg(period || ' ' || text, chr(10) order by sort_order) as words
    from case_event
    group by case_id
),

prefecture as (
    select distinct
        prefecture_code,
        prefecture,
        prefecture_en
    from municipality
)

select
    told.case_id as entry_id,
    told.title,
    told.title_en,
    prefecture.prefecture as owner,
    prefecture.prefecture_en as owner_en,
    null::varchar as region_id,
    1 as place,
    told.source_row,
    concat_ws(
        chr(10),
        told.title,
        told.title_en,
        told.kind,
        told.kind_en,
        told.partners,
        told.partners_en,
        told.summary,
        told.summary_en,
        prefecture.prefecture,
        prefecture.prefecture_en,
        effect.words,
        happened.words
    ) as words
from cooperation_case as told
inner join prefecture using (prefecture_code)
left join effect using (case_id)
left join happened using (case_id)
