-- The transcribed rows behind: what projects came to, what was difficult and what helped.
select
    project.name || '：' || concat_ws('：', project_outcome.text, project_outcome.figure) as what,
    project.name_en || ', entry ' || row_number() over (
        partition by project_outcome.project_id order by project_outcome.outcome_id
    ) as what_en,
    project_outcome.as_printed,
    project_outcome.source_id,
    project_outcome.source_ref,
    project_outcome.source_row,
    project_outcome.note
from project_outcome
inner join project using (project_id)
where len($within) = 0 or list_contains($within, project_outcome.region_id)
order by project_outcome.project_id, project_outcome.outcome_id
