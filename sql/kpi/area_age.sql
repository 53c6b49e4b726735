/*
title: 地域の年齢区分
title_en: Age groups of an area
question: 地域の子ども・15～64歳・65歳以上は何人で、65歳以上は何％か
grain: [area_level, area_id, series, year]
columns:
  area_level: {label: 地域の種類, label_en: Kind of area}
  area_id: {label: 地域のID, label_en: Area ID}
  series: {label: 系列, label_en: Series, note: 国勢調査と将来推計。基礎が違うため、つなげない, note_en: "Census and projection: they stand on different bases and are not joined"}
  year: {label: 年, label_en: Year, unit: 年, note: 10月1日, note_en: "1 October"}
  municipalities: {label: 市区町村数, label_en: Municipalities, unit: 市区町村}
  municipalities_counted: {label: 値のある市区町村, label_en: Municipalities with a figure, unit: 市区町村}
  under_15: {label: 15歳未満, label_en: Under 15, unit: 人, note: 構成するすべての市区町村の値があるときだけの合計（ほかの区分も同じ）, note_en: "Sum, where every municipality has the figure; so are the other groups"}
  age_15_64: {label: 15～64歳, label_en: Aged 15 to 64, unit: 人}
  aged: {label: 65歳以上, label_en: Aged 65 and over, unit: 人}
  age_75_plus: {label: うち75歳以上, label_en: of them 75 and over, unit: 人, note: 国勢調査だけ, note_en: "Census alone"}
  age_known: {label: 年齢のわかる人口, label_en: Residents whose age is known, unit: 人}
  age_unknown: {label: 年齢不詳, label_en: Age not known, unit: 人, note: 総数と年齢区分の合計との差。将来推計にはない, note_en: "Total less the age groups; a projection has none"}
  aged_share_pct: {label: 65歳以上の割合, label_en: Share aged 65 and over, unit: ％, note: 年齢のわかる人口に対する割合。将来推計の基準人口（年齢不詳を割り振る）とは基礎が違う, note_en: "Of those whose age is known; the projection's base (age unknown distributed) is another"}
*/
with town as (
    select
        municipality_code,
        series,
        year,
        max(value) filter (where item = 'total') as total,
        max(value) filter (where item = '0-14') as under_15,
        max(value) filter (where item = '15-64') as age_15_64,
        max(value) filter (where item = '65+') as aged,
        max(value) filter (where item = '75+') as age_75_plus
    from kpi.carried_figure
    where
        (measure = 'population_age' and series = 'census')
        or (measure = 'population' and series = 'projection')
    group by municipality_code, series, year
),

years as (
    select distinct
        series,
        year
    from town
),

summed as (
    select
        member.area_level,
        member.area_id,
        years.series,
        years.year,
        count(*) as municipalities,
        count(town.under_15 + town.age_15_64 + town.aged) as counted,
        count(town.age_75_plus) as counted_75,
        sum(town.total)::bigint as total,
        sum(town.under_15)::bigint as under_15,
        sum(town.age_15_64)::bigint as age_15_64,
        sum(town.aged)::bigint as aged,
        sum(town.age_75_plus)::bigint as age_75_plus
    from kpi.area_member as member
    cross join years
    left join town
        on
            member.municipality_code = town.municipality_code
            and years.series = town.series
            and years.year = town.year
    where member.counted
    group by member.area_level, member.area_id, years.series, years.year
)

select
    area_level,
    area_id,
    series,
    year,
    municipalities,
    counted as municipalities_counted,
    case when counted = municipalities then under_15 end as under_15,
    case when counted = municipalities then age_15_64 end as age_15_64,
    case when counted = municipalities then aged end as aged,
    case when counted_75 = municipalities then age_75_plus end as age_75_plus,
    case when counted = municipalities then under_15 + age_15_64 + aged end as age_known,
    case when counted = municipalities then total - under_15 - age_15_64 - aged end as age_unknown,
    case
        when counted = municipalities
            then 100.0 * aged / nullif(under_15 + age_15_64 + aged, 0)
    end as aged_share_pct
from summed
