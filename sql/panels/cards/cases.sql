-- How many cases there are, and how many measures can be compared.
select
    count(*) as cases,
    count(distinct prefecture_code) as prefectures,
    count(distinct source_id) as documents,
    (select count(*) from kpi.case_change) as measures,
    (
        select count(*) from kpi.case_change
        where last_value is not null
    ) as compared
from cooperation_case
