-- The transcribed rows behind: the steps as the guidelines have them, and what was recorded of them.
select
    name as what,
    coalesce(name_en, name) as what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from scheme_step
where
    scheme_id in (
        select scheme_id
        from kpi.grant_step
        where len($within) = 0 or list_contains($within, region_id)
    )
union all
select
    region.name || '：' || scheme_step.name as what,
    region.name_en || ': ' || coalesce(scheme_step.name_en, scheme_step.name) as what_en,
    step_record.as_printed,
    step_record.source_id,
    step_record.source_ref,
    step_record.source_row,
    step_record.note
from step_record
inner join region on step_record.region_id = region.region_id
inner join kpi.grant_step as step
    on
        step_record.region_id = step.region_id
        and step_record.fiscal_year = step.fiscal_year
        and step_record.step_id = step.step_id
inner join scheme_step
    on step.scheme_id = scheme_step.scheme_id and step.step_id = scheme_step.step_id
where len($within) = 0 or list_contains($within, step_record.region_id)
order by length(source_row), source_row
