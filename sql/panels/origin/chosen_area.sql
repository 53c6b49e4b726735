-- The area of the municipalities a reader put together ($members).
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from area_row
where list_contains($members, municipality_code)
order by what, source_row
