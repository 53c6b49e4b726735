-- What calls for attention: what the data say, and deadlines that are near or have passed on the day of reading.
with attention as (
    select * from kpi.attention
    -- a build that is kept may have been made before the column was there
    union all by name
    select null::date as due_on
    where false
)

select
    attention_id,
    kind,
    sort_order,
    region_id,
    name,
    name_en,
    fiscal_year,
    title,
    title_en,
    page,
    panel
from attention
where due_on is null or due_on < $today::date
union all
select
    'step-' || region_id || '-' || step_id || '-' || fiscal_year as attention_id,
    'step' as kind,
    3 as sort_order,
    region_id,
    name,
    name_en,
    fiscal_year,
    case
        when unclear
            then
                step || 'を過ぎたか判定できない（'
                || case when due_basis = 'inferred' then '期日は推定、' else '' end
                || amended_on::varchar || 'に改定）'
        when passed and due_basis = 'inferred'
            then step || 'を過ぎ、済んだ記録がない（' || $today || '現在、期日は推定）'
        when passed then step || 'を過ぎ、済んだ記録がない（' || $today || '現在）'
        when due_basis = 'inferred' then step || '：' || due_on::varchar || 'まで（期日は推定）'
        else step || '：' || due_on::varchar || 'まで'
    end as title,
    case
        when unclear
            then
                step_en || ': passed or not cannot be determined ('
                || case when due_basis = 'inferred' then 'the day is inferred; ' else '' end
                || 'amended ' || amended_on::varchar || ')'
        when passed and due_basis = 'inferred'
            then
                step_en || ' has passed without a record (as of ' || $today
                || '; the day is inferred)'
        when passed then step_en || ' has passed without a record (as of ' || $today || ')'
        when due_basis = 'inferred'
            then step_en || ': due ' || due_on::varchar || ' (the day is inferred)'
        else step_en || ': due ' || due_on::varchar
    end as title_en,
    'procedures' as page,
    'step_dates' as panel
from open_step
where due_on <= $today::date + 60
