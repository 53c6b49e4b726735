-- The transcribed rows that say who the members of the region are.
select
    municipality.name || '（' || region.name || '）' as what,
    municipality.name_en || ' (' || region.name_en || ')' as what_en,
    standing_member.as_printed,
    standing_member.source_id,
    standing_member.source_ref,
    standing_member.source_row,
    standing_member.note
from standing_member
inner join region using (region_id)
inner join municipality using (municipality_code)
where region.region_id = $region
order by standing_member.source_row
