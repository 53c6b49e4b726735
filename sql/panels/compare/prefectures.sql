-- Where does the office's prefecture ($prefectures; where the office names none, that of its regions) stand
-- among those of the country?
select
    standing.*,
    case
        when standing.value is not null then null
        when standing.known < standing.members then 'members_unknown'
        else 'unknown'
    end as why
from kpi.prefecture_rank as standing
where
    coalesce(
        list_contains($prefectures, standing.prefecture),
        exists (
            select 1 from kpi.home_prefecture as home
            where home.prefecture_code = standing.prefecture_code
        )
    )
order by standing.prefecture_code, standing.sort_order
