-- What do the cases tell in words where a figure might stand?
select
    cooperation_case.title,
    cooperation_case.title_en,
    case_measure.measure,
    case_measure.measure_en,
    nullif(case_measure.period, '') as period,
    nullif(coalesce(case_measure.period_en, case_measure.period), '') as period_en,
    case_measure.unit,
    coalesce(case_measure.unit_en, case_measure.unit) as unit_en,
    case_measure.text_value,
    case_measure.basis
from (
    select * from case_measure
    -- a build that is kept may have been made before the column was there
    union all by name
    select null::varchar as basis
    where false
) as case_measure
inner join cooperation_case using (case_id)
where case_measure.value is null
order by case_measure.case_id, case_measure.sort_order
