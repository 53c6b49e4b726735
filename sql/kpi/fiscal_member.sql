/*
title: 年度の構成市町村
title_en: Members of a fiscal year
question: 交付の年度ごとに、地域はどの市町村からなっていたか
grain: [region_id, fiscal_year, municipality_code]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度}
  municipality_code: {label: 団体コード, label_en: Municipality code, note: 年度のうち一日でも構成市町村であった市町村。終わっていない年度は基準日まで、始まっていない年度は基準日の構成市町村, note_en: "Members on at least one day of the fiscal year; of a year that runs, up to the day of the memberships; of one to come, the members on that day"}
  population_2020: {label: 人口（2020年）, label_en: Population 2020, unit: 人, note: 国勢調査。その年度の市町村の値で、年度の始まりまでに合併したものを加え、後の合併は加えない, note_en: "Census; of the municipality as it was in that fiscal year, with what had merged into it by its first day, without what merged later"}
*/
with granted as (
    select distinct
        disbursement.region_id,
        disbursement.fiscal_year,
        least(make_date(disbursement.fiscal_year, 4, 1), board.day) as first_day,
        least(make_date(disbursement.fiscal_year + 1, 3, 31), board.day) as last_day
    from disbursement
    cross join kpi.board_day as board
),

-- who lived then in what was that municipality on the first day of the fiscal year
resident as (
    select
        day.first_day,
        coalesce(gone.new_code, population.municipality_code) as municipality_code,
        case
            when count(population.population) = count(*)
                then sum(population.population)::bigint
        end as population_2020
    from (select distinct granted.first_day from granted) as day
    cross join population
    left join kpi.municipality_succession as gone
        on
            population.municipality_code = gone.old_code
            and coalesce(day.first_day >= gone.valid_from, true)
            and coalesce(day.first_day < gone.valid_to, true)
    where
        population.series = 'census' and population.year = 2020
        and population.age_group = 'total'
    group by all
)

select
    granted.region_id,
    granted.fiscal_year,
    member.municipality_code,
    resident.population_2020
from granted
inner join kpi.area_member as member
    on member.area_level = 'region' and granted.region_id = member.area_id
left join resident
    on
        member.municipality_code = resident.municipality_code
        and granted.first_day = resident.first_day
where
    coalesce(member.valid_from <= granted.last_day, true)
    and coalesce(member.valid_to > granted.first_day, true)
    -- what was founded within the year of members that are there already would count them twice
    and not exists (
        select 1
        from kpi.municipality_succession as gone
        inner join kpi.area_member as former
            on gone.old_code = former.municipality_code and former.area_level = 'region'
        inner join municipality as founded on gone.new_code = founded.municipality_code
        where
            gone.new_code = member.municipality_code
            and former.area_id = granted.region_id
            and founded.valid_from > granted.first_day
            and coalesce(former.valid_from <= granted.first_day, true)
            and coalesce(former.valid_to > granted.first_day, true)
    )
