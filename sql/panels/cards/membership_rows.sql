-- The transcribed rows that say which municipality is in which region.
select
    municipality.name || '（' || region.name || '）' as what,
    municipality.name_en || ' (' || region.name_en || ')' as what_en,
    region_member.as_printed,
    region_member.source_id,
    region_member.source_ref,
    region_member.source_row,
    region_member.note
from region_member
inner join region using (region_id)
inner join municipality using (municipality_code)
where region_member.left_on is null and region.scheme <> 'council'
order by region.sort_order, region_member.source_row
