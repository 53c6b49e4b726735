-- The transcribed rows behind: What is due next, and what has passed its day? The steps, the days they are
-- counted from, and what was recorded of them.
with due as (
    select * from open_step
    where len($within) = 0 or list_contains($within, region_id)
)

select
    name as what,
    coalesce(name_en, name) as what_en,
    article as as_printed,
    source_id,
    source_ref,
    source_row,
    note
from scheme_step
where
    exists (
        select 1 from due
        where due.scheme_id = scheme_step.scheme_id and due.step_id = scheme_step.step_id
    )
union all
select distinct
    region.name
    || case scheme_step.starts when 'vision_on' then '：ビジョン策定' else '：協定締結' end as what,
    region.name_en
    || case scheme_step.starts when 'vision_on' then ', vision' else ', agreement' end as what_en,
    region_printed.as_printed,
    region_printed.source_id,
    region_printed.source_ref,
    region_printed.source_row,
    region_printed.note
from due
inner join scheme_step
    on due.scheme_id = scheme_step.scheme_id and due.step_id = scheme_step.step_id
inner join region on due.region_id = region.region_id
inner join region_printed
    on
        due.region_id = region_printed.region_id
        and scheme_step.starts = region_printed.column_name
union all
select distinct
    region.name
    || case region_printed.column_name
        when 'vision_amended_on' then '：ビジョン改定' else '：協定変更'
    end as what,
    region.name_en
    || case region_printed.column_name
        when 'vision_amended_on' then ', vision amended' else ', agreement amended'
    end as what_en,
    region_printed.as_printed,
    region_printed.source_id,
    region_printed.source_ref,
    region_printed.source_row,
    region_printed.note
from due
inner join scheme_step
    on due.scheme_id = scheme_step.scheme_id and due.step_id = scheme_step.step_id
inner join region on due.region_id = region.region_id
inner join region_printed
    on
        due.region_id = region_printed.region_id
        and region_printed.column_name = replace(scheme_step.starts, '_on', '_amended_on')
where due.amended_on is not null
union all
select
    region.name || '：' || scheme_step.name as what,
    region.name_en || ': ' || coalesce(scheme_step.name_en, scheme_step.name) as what_en,
    step_record.as_printed,
    step_record.source_id,
    step_record.source_ref,
    step_record.source_row,
    step_record.note
from due
inner join step_record
    on due.region_id = step_record.region_id and due.step_id = step_record.step_id
inner join scheme_step
    on due.scheme_id = scheme_step.scheme_id and due.step_id = scheme_step.step_id
inner join region on due.region_id = region.region_id
order by source_row, what
