-- Which meetings are ahead, and what did those of the past year work on?
select
    meeting_id,
    name,
    name_en,
    meeting,
    group_name,
    group_name_en,
    place,
    case
        when state is not null then state
        when held_on < $today::date then 'unclear'
        else 'planned'
    end as state,
    coalesce(text, '') as text,
    theme,
    presenter,
    outcome,
    held_on,
    held_on >= $today::date and coalesce(state, 'planned') = 'planned' as ahead,
    $today::date as today,
    sample
from meeting_item
where held_on > $today::date - interval 1 year
order by
    held_on < $today::date,
    case when held_on >= $today::date then held_on end,
    held_on desc,
    meeting_id asc,
    sort_order asc
