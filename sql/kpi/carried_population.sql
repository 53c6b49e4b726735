/*
title: 現在の市区町村で見た人口
title_en: Population by the present municipalities
question: 合併などでなくなった市区町村の人口を、いまの市区町村に加えるとどうなるか
grain: [municipality_code, series, year, age_group]
columns:
  municipality_code: {label: 団体コード, label_en: Municipality code}
  series: {label: 系列, label_en: Series}
  year: {label: 年, label_en: Year, unit: 年}
  age_group: {label: 年齢, label_en: Age group}
  population: {label: 人口, label_en: Population, unit: 人, note: 変更より前の数値は、なくなった市区町村のものを加える。その一つでも値がなければ空欄。資料が初めから新しい区域で出しているものはそのまま, note_en: "Figures from before a change have those of the municipalities that ended added; empty if one of them has none; a document that has the new boundaries from the start stays as it is"}
  carried: {label: 加えた市区町村, label_en: Municipalities added, unit: 市区町村, note: 0はそのままの値, note_en: "0: as the document has it"}
*/
with target as (
    select distinct present_code as municipality_code
    from kpi.municipality_successor
),

-- the figures that a present municipality can have: those of its own, and those of what became part of it
wanted as (
    select
        coalesce(gone.present_code, population.municipality_code) as municipality_code,
        population.series,
        population.year,
        population.age_group,
        max(population.as_of) as as_of
    from population
    left join kpi.municipality_successor as gone on population.municipality_code = gone.old_code
    where
        gone.present_code is not null
        or population.municipality_code in (select target.municipality_code from target)
    group by all
),

covered as (
    select distinct
        municipality_code,
        series
    from population
),

part as (
    select
        wanted.municipality_code,
        wanted.series,
        wanted.year,
        wanted.age_group,
        gone.old_code,
        former.population,
        -- not there although its document has it elsewhere, and it had not ended by then
        former.population is null
        and wanted.as_of < gone.changed_on
        and covered.municipality_code is not null as lacking
    from wanted
    inner join kpi.municipality_successor as gone on wanted.municipality_code = gone.present_code
    left join population as former
        on
            gone.old_code = former.municipality_code
            and wanted.series = former.series
            and wanted.year = former.year
            and wanted.age_group = former.age_group
    left join covered
        on gone.old_code = covered.municipality_code and wanted.series = covered.series
),

added as (
    select
        municipality_code,
        series,
        year,
        age_group,
        sum(population)::bigint as population,
        count(population) as carried,
        bool_or(lacking) as lacking
    from part
    group by municipality_code, series, year, age_group
)

select
    municipality_code,
    series,
    year,
    age_group,
    population,
    0 as carried
from population
where municipality_code not in (select target.municipality_code from target)
union all
select
    wanted.municipality_code,
    wanted.series,
    wanted.year,
    wanted.age_group,
    case
        when added.lacking then null
        -- its own is lacking where it was there already
        when
            own.population is null
            and coalesce(municipality.valid_from <= wanted.as_of, municipality.valid_from is null)
            then null
        else coalesce(own.population, 0) + coalesce(added.population, 0)
    end as population,
    added.carried
from wanted
inner join added
    on
        wanted.municipality_code = added.municipality_code
        and wanted.series = added.series
        and wanted.year = added.year
        and wanted.age_group = added.age_group
left join population as own
    on
        wanted.municipality_code = own.municipality_code
        and wanted.series = own.series
        and wanted.year = own.year
        and wanted.age_group = own.age_group
left join municipality on wanted.municipality_code = municipality.municipality_code
