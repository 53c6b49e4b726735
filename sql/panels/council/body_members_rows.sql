-- The transcribed rows behind: who the members of a council are, by name or as the mayors of a bureau's area.
select
    region.name || '：' || body_role.text as what,
    region.name_en || ', entry ' || body_role.sort_order as what_en,
    body_role.as_printed,
    body_role.source_id,
    body_role.source_ref,
    body_role.source_row,
    body_role.note
from body_role
inner join council as region using (region_id)
where body_role.text = '各市町村長'
union all
select
    region.name || '：' || municipality.name as what,
    region.name_en || ': ' || municipality.name_en as what_en,
    region_member.as_printed,
    region_member.source_id,
    region_member.source_ref,
    region_member.source_row,
    region_member.note
from region_member
inner join council as region using (region_id)
inner join municipality using (municipality_code)
order by source_row
