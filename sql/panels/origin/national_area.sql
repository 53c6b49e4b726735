-- The national areas that the municipalities a reader put together ($members) are in.
select
    municipality.name || ' ' || member.area as what,
    municipality.name_en || ', ' || member.area as what_en,
    member.as_printed,
    member.source_id,
    member.source_ref,
    member.source_row,
    member.note
from national_area_member as member
inner join municipality using (municipality_code)
where list_contains($members, member.municipality_code)
order by member.source_row
