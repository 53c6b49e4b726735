-- What a population is at the later of two years ($since, $until) against the earlier, by region, beside the
-- prefecture of the region in focus; of all regions the one they are in, where it is one.
select
    change.*,
    change.area_id = $region as focus,
    beside.index as prefecture_index,
    beside.name as prefecture,
    beside.name_en as prefecture_en
from kpi.population_change as change
left join kpi.population_change as beside
    on
        beside.is_prefecture
        and change.from_year = beside.from_year
        and change.to_year = beside.to_year
        and beside.area_id = coalesce(
            (
                select region.prefecture_code from region
                where region.region_id = $region
            ),
            (
                select min(home_prefecture.prefecture_code) from kpi.home_prefecture
                having count(*) = 1
            )
        )
where
    not change.is_prefecture
    and (
        change.area_id = $region
        or change.area_id in (
            select term.region_id from kpi.region_term as term
            where
                term.state = 'present'
                and term.region_id not in (select list.region_id from given_way as list)
        )
    )
    and change.from_year = $since
    and change.to_year = $until
