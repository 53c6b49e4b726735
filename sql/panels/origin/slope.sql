-- The population of members in the two years compared ($since, $until).
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from member_population
where
    age_group = 'total' and series in ('census', 'projection')
    and year in ($since, $until)
order by what, source_row
