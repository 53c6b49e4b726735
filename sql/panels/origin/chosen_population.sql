-- The population of the municipalities a reader put together ($members).
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from population_row
where
    list_contains($members, municipality_code)
    and (
        (series = 'census' and year = 2020 and age_group = 'total')
        or (series = 'projection' and year = 2050 and age_group in ('total', '65+'))
    )
order by what, source_row
