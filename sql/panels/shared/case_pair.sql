-- Measures of cases that are known for two periods, each with its case and prefecture.
with place as (
    select distinct
        cooperation_case.case_id,
        municipality.prefecture,
        municipality.prefecture_en
    from cooperation_case
    inner join municipality using (prefecture_code)
)

select
    case_change.*,
    case_change.measure || '（' || case_change.title || '）' as name,
    case_change.measure_en as name_en,
    place.prefecture,
    place.prefecture_en
from kpi.case_change as case_change
inner join place using (case_id)
where case_change.last_value is not null
