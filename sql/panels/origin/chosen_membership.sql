-- The regions that the municipalities a reader put together ($members) are in.
select
    region.name || ' 構成市町村' as what,
    region.name_en || ', member' as what_en,
    region_member.as_printed,
    region_member.source_id,
    region_member.source_ref,
    region_member.source_row,
    region_member.note
from region_member
inner join region using (region_id)
where list_contains($members, region_member.municipality_code) and region_member.left_on is null
order by region_member.source_row
