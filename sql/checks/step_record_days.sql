/*
title: 手続きの日は、その年度か翌年度
title_en: The day of a step lies in its fiscal year or the next one
severity: doubt
scope: row
*/
with told as (
    select
        *,
        coalesce(done_on, due_on) as told_on
    from step_record
)

select
    source_row,
    '済んだ日' as column_name,
    told_on::varchar as value,
    'region_id=' || region_id || ' fiscal_year=' || fiscal_year || ' step_id=' || step_id
        as row_key,
    fiscal_year || '年度の手続きの日が、' || fiscal_year || '年4月1日より前か、翌年度の末より後です' as expected,
    'a step of fiscal ' || fiscal_year || ' on a day before 1 April ' || fiscal_year
    || ' or after the end of the next fiscal year' as expected_en
from told
where
    told_on < make_date(fiscal_year, 4, 1)
    or told_on > make_date(fiscal_year + 2, 3, 31)
