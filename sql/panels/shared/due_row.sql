-- The transcribed rows behind each open step: the step, the day it is counted from, and what was recorded of it.
select
    scheme_step.name as what,
    coalesce(scheme_step.name_en, scheme_step.name) as what_en,
    scheme_step.as_printed,
    scheme_step.source_id,
    scheme_step.source_ref,
    scheme_step.source_row,
    scheme_step.note,
    due.region_id,
    due.step_id,
    due.fiscal_year
from open_step as due
inner join scheme_step
    on due.scheme_id = scheme_step.scheme_id and due.step_id = scheme_step.step_id
union all
select
    region.name
    || case scheme_step.starts when 'vision_on' then '：ビジョン策定' else '：協定締結' end as what,
    region.name_en
    || case scheme_step.starts when 'vision_on' then ', vision' else ', agreement' end as what_en,
    region_printed.as_printed,
    region_printed.source_id,
    region_printed.source_ref,
    region_printed.source_row,
    region_printed.note,
    due.region_id,
    due.step_id,
    due.fiscal_year
from open_step as due
inner join scheme_step
    on due.scheme_id = scheme_step.scheme_id and due.step_id = scheme_step.step_id
inner join region on due.region_id = region.region_id
inner join region_printed
    on
        due.region_id = region_printed.region_id
        and scheme_step.starts = region_printed.column_name
union all
select
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
    region_printed.note,
    due.region_id,
    due.step_id,
    due.fiscal_year
from open_step as due
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
    step_record.note,
    due.region_id,
    due.step_id,
    due.fiscal_year
from open_step as due
inner join step_record
    on due.region_id = step_record.region_id and due.step_id = step_record.step_id
inner join scheme_step
    on due.scheme_id = scheme_step.scheme_id and due.step_id = scheme_step.step_id
inner join region on due.region_id = region.region_id
