-- The transcribed rows behind: What for, what was done, what came of it?
select
    project.name as what,
    project.name_en as what_en,
    project.as_printed,
    project.source_id,
    project.source_ref,
    project.source_row,
    project.note
from project
where len($within) = 0 or list_contains($within, project.region_id)
order by project.project_id
