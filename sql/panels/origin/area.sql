-- The areas of the members of regions ($within; of all where it is empty).
select distinct
    area_row.what,
    area_row.what_en,
    area_row.as_printed,
    area_row.source_id,
    area_row.source_ref,
    area_row.source_row,
    area_row.note
from area_row
inner join standing_member using (municipality_code)
where len($within) = 0 or list_contains($within, standing_member.region_id)
order by area_row.what, area_row.source_row
