-- The residents of the municipalities a reader put together ($members), of whom the small ones are counted.
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
    list_contains($members, municipality_code) and age_group = 'total'
    and (series, year) in (('census', 2020), ('projection', 2050))
order by what, source_row
