-- What do the council and the study group work on?
select
    body_theme.region_id,
    region.name,
    region.name_en,
    working_group.name as group_name,
    working_group.name_en as group_name_en,
    body_theme.theme,
    array_to_string(body_theme.details, '、') as details,
    body_theme.group_basis,
    body_theme.note
from body_theme
inner join region using (region_id)
left join working_group using (region_id, group_id)
order by body_theme.region_id, working_group.sort_order, body_theme.sort_order
