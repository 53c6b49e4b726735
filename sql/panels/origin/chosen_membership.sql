-- The regions that the municipalities a reader put together ($members) are in.
select
    region.name || ' 構成市町村' as what,
    region.name_en || ', member' as what_en,
    standing_member.as_printed,
    standing_member.source_id,
    standing_member.source_ref,
    standing_member.source_row,
    standing_member.note
from standing_member
inner join region using (region_id)
where list_contains($members, standing_member.municipality_code) and standing_member.present
order by standing_member.source_row
