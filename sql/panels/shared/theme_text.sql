-- Themes of councils and study groups with their words.
select
    body_theme.region_id || '/' || coalesce(body_theme.theme_id, body_theme.source_row) as entry_id,
    body_theme.theme as title,
    body_theme.theme as title_en,
    concat_ws('、', region.name, working_group.name) as owner,
    concat_ws(', ', region.name_en, working_group.name_en) as owner_en,
    body_theme.region_id,
    body_theme.sort_order as place,
    body_theme.source_row,
    concat_ws(
        chr(10),
        body_theme.theme,
        array_to_string(body_theme.details, chr(10)),
        region.name,
        region.name_en,
        working_group.name,
        working_group.name_en
    ) as words
from body_theme
inner join region using (region_id)
left join working_group using (region_id, group_id)
