/*
title: 地域の年齢区分（国勢調査）
title_en: Age groups of an area (census)
question: 地域の65歳以上は、年齢のわかる人口の何％か
grain: [area_level, area_id, year]
columns:
  area_level: {label: 地域の種類, label_en: Kind of area}
  area_id: {label: 地域のID, label_en: Area ID}
  year: {label: 年, label_en: Year, unit: 年, note: 10月1日の国勢調査, note_en: "Census of 1 October"}
  aged: {label: 65歳以上, label_en: Aged 65 and over, unit: 人, note: 構成するすべての市区町村の値があるときだけの合計, note_en: "Sum, where every municipality has the figure"}
  age_known: {label: 年齢のわかる人口, label_en: Residents whose age is known, unit: 人}
  age_unknown: {label: 年齢不詳, label_en: Age not known, unit: 人, note: 総数と年齢区分の合計との差, note_en: "Total less the age groups"}
  aged_share_pct: {label: 65歳以上の割合, label_en: Share aged 65 and over, unit: ％, note: 年齢のわかる人口に対する割合。将来推計の基準人口（年齢不詳を割り振る）とは基礎が違う, note_en: "Of those whose age is known; the projection's base (age unknown distributed) is another"}
*/
with town as (
    select
        municipality_code,
        year,
        max(population) filter (where age_group = 'total') as total,
        max(population) filter (where age_group = '65+') as aged,
        case
            when count(*) filter (where age_group in ('0-14', '15-64', '65+')) = 3
                then sum(population) filter (where age_group in ('0-14', '15-64', '65+'))
        end as age_known
    from population_age
    where series = 'census' and sex = 'both'
    group by municipality_code, year
),

years as (
    select distinct year
    from town
),

summed as (
    select
        member.area_level,
        member.area_id,
        years.year,
        count(*) as municipalities,
        count(town.age_known) as counted,
        sum(town.total)::bigint as total,
        sum(town.aged)::bigint as aged,
        sum(town.age_known)::bigint as age_known
    from kpi.area_member as member
    cross join years
    left join town
        on member.municipality_code = town.municipality_code and years.year = town.year
    where member.counted and member.area_level in ('region', 'prefecture')
    group by member.area_level, member.area_id, years.year
)

select
    area_level,
    area_id,
    year,
    case when counted = municipalities then aged end as aged,
    case when counted = municipalities then age_known end as age_known,
    case when counted = municipalities then total - age_known end as age_unknown,
    case when counted = municipalities then 100.0 * aged / nullif(age_known, 0) end
        as aged_share_pct
from summed
