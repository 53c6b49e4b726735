-- Who is in the council or study group, and who does what?
select
    body_role.region_id,
    region.name,
    region.name_en,
    working_group.name as group_name,
    working_group.name_en as group_name_en,
    body_role.actor,
    body_role.kind,
    body_role.text
from body_role
inner join region using (region_id)
left join working_group using (region_id, group_id)
order by region.sort_order, body_role.region_id, body_role.sort_order
