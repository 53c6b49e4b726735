-- What do the guidelines say? Every rule, in the order in which they stand.
with rule as (
    select * from scheme_rule
    -- a build that is kept may have been made before the column was there
    union all by name
    select null::varchar as rule_basis
    where false
)

select
    scheme_id,
    rule_id,
    article,
    text as rule,
    text_en as rule_en,
    as_printed,
    rule_basis,
    nullif(
        coalesce(valid_from::varchar || 'から', '')
        || coalesce(valid_to::varchar || 'の前日まで', ''),
        ''
    ) as term,
    nullif(
        coalesce('from ' || valid_from::varchar, '')
        || coalesce(' until the day before ' || valid_to::varchar, ''),
        ''
    ) as term_en,
    note
from rule
where
    scheme_id in (
        select scheme_id
        from region_scheme
        where $region is null or region_id = $region
    )
order by scheme_id, length(source_row), source_row
