-- The newest staff numbers of the members of regions ($within; of all where it is empty).
select distinct
    town_staff_row.what,
    town_staff_row.what_en,
    town_staff_row.as_printed,
    town_staff_row.source_id,
    town_staff_row.source_ref,
    town_staff_row.source_row,
    town_staff_row.note
from town_staff_row
inner join standing_member using (municipality_code)
where len($within) = 0 or list_contains($within, standing_member.region_id)
order by town_staff_row.what, town_staff_row.source_row
