/*
title: 成果・困難・工夫の地域は、その事業の地域
title_en: An outcome's region is its project's region
severity: error
scope: row
*/
select
    project_outcome.source_row,
    '地域ID' as column_name,
    project_outcome.region_id as value,
    'outcome_id=' || project_outcome.outcome_id as row_key,
    '事業 ' || project.project_id || ' の地域は ' || project.region_id || ' です' as expected,
    'project ' || project.project_id || ' belongs to ' || project.region_id as expected_en
from project_outcome
inner join project on project_outcome.project_id = project.project_id
where project_outcome.region_id <> project.region_id
