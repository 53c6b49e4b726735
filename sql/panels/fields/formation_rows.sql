-- The transcribed rows behind: What was difficult when regions were formed, and what helped?
select
    region.name || '：' || project_outcome.text as what,
    region.name_en || ', entry ' || row_number() over (
        partition by project_outcome.region_id order by project_outcome.outcome_id
    ) as what_en,
    project_outcome.as_printed,
    project_outcome.source_id,
    project_outcome.source_ref,
    project_outcome.source_row,
    project_outcome.note
from project_outcome
inner join region using (region_id)
where
    project_outcome.project_id is null
    and (len($within) = 0 or list_contains($within, project_outcome.region_id))
order by region.sort_order, project_outcome.outcome_id
