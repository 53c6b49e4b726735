-- Projects with all the words that the documents have of them.
with outcome as (
    select
        project_id,
        string_agg(told, chr(10) order by outcome_id) as words
    from kpi.outcome_kind
    where project_id is not null
    group by project_id
),

activity as (
    select
        project_id,
        string_agg(
            concat_ws(chr(10), fiscal_year || '年度：' || activities, instructors),
            chr(10) order by fiscal_year
        ) as words
    from kpi.project_timeline
    group by project_id
)

select
    project.project_id as entry_id,
    project.name as title,
    project.name_en as title_en,
    region.name as owner,
    region.name_en as owner_en,
    project.region_id,
    region.sort_order as place,
    project.source_row,
    concat_ws(
        chr(10),
        project.name,
        project.name_en,
        region.name,
        region.name_en,
        project.purpose,
        project.roles,
        project.carried_out_by,
        activity.words,
        outcome.words
    ) as words
from project
inner join region using (region_id)
left join outcome using (project_id)
left join activity using (project_id)
