-- What for, what was done, what came of it? The register of projects, those that hold all words searched for.
with outcome as (
    select
        project_id,
        list(told order by outcome_id) filter (where said = 'achieved') as achieved_texts,
        list(told order by outcome_id) filter (where said = 'expected') as expected_texts,
        list(told order by outcome_id) filter (where said = 'not_achieved') as not_achieved_texts,
        list(told order by outcome_id) filter (where said = 'unsorted') as unsorted_texts,
        list(told order by outcome_id) filter (where said = 'difficulty') as difficulty_texts,
        list(told order by outcome_id) filter (where said = 'no_difficulty') as no_difficulty_texts,
        list(told order by outcome_id) filter (where said = 'remedy') as remedy_texts,
        list(told order by outcome_id) filter (where said = 'context') as context_texts
    from kpi.outcome_kind
    where project_id is not null
    group by project_id
),

activity as (
    select
        project_id,
        list(fiscal_year || '年度：' || activities order by fiscal_year) as activity_texts,
        list('FY' || fiscal_year || ': ' || activities order by fiscal_year) as activity_texts_en,
        list(fiscal_year || '年度：' || instructors order by fiscal_year)
        filter (where instructors <> '') as instructor_texts,
        list('FY' || fiscal_year || ': ' || instructors order by fiscal_year)
        filter (where instructors <> '') as instructor_texts_en
    from kpi.project_timeline
    where activities is not null and activities <> ''
    group by project_id
),

entry as (
    select
        project.project_id,
        project.name,
        project.name_en,
        region.name as region,
        region.name_en as region_en,
        project.purpose,
        string_split(project.roles, '｜') as role_texts,
        case when project.carried_out_by <> '' then [project.carried_out_by] end as carrier_texts,
        outcome.* exclude (project_id),
        activity.activity_texts,
        activity.activity_texts_en,
        activity.instructor_texts,
        activity.instructor_texts_en,
        $search as sought,
        coalesce(len(outcome.achieved_texts), 0) as achieved,
        coalesce(len(outcome.expected_texts), 0) as expected,
        coalesce(len(outcome.not_achieved_texts), 0) as not_achieved,
        coalesce(len(outcome.unsorted_texts), 0) as unsorted,
        coalesce(len(outcome.difficulty_texts), 0) as difficulties,
        region.sort_order as region_order,
        project.source_row
    from project
    inner join region using (region_id)
    left join outcome using (project_id)
    left join activity using (project_id)
    where $region is null or project.region_id = $region
)

select entry.*
from entry
where entry.project_id in (select found_project.entry_id from found_project)
order by region_order, source_row
