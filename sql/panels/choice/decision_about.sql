-- What can a decision name: bodies and regions, meetings, themes of bodies?
select
    'region' as kind,
    region.region_id as id,
    region.name,
    coalesce(region.name_en, region.name) as name_en,
    region.sort_order as place
from region
inner join source using (source_id)
where source.share is distinct from 'example'
union all
select
    'meeting' as kind,
    meeting_id as id,
    held_on::varchar || ' ' || name as name,
    held_on::varchar || ' ' || name as name_en,
    -date_diff('day', date '2000-01-01', held_on) as place
from meeting
union all
select
    'theme' as kind,
    body_theme.theme_id as id,
    body_theme.theme as name,
    body_theme.theme as name_en,
    body_theme.sort_order as place
from body_theme
inner join source using (source_id)
where source.share is distinct from 'example'
order by kind, place, id
