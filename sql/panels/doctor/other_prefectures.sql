-- The prefectures that the office is not of ($prefectures; where it names none, not those of its regions).
select distinct
    town.prefecture,
    town.prefecture_en
from municipality as town
where
    not coalesce(
        list_contains($prefectures, town.prefecture),
        exists (
            select 1 from kpi.home_prefecture as home
            where home.prefecture_code = town.prefecture_code
        )
    )
order by 1
