/*
title: 地域の数値
title_en: Figures of an area
question: 市区町村の集まりとして見た地域の規模と見通しは（合計は構成するすべての市区町村の値があるときだけ。率は合計を合計で割る）
grain: [area_level, area_id]
columns:
  area_level: {label: 地域の種類, label_en: Kind of area}
  area_id: {label: 地域のID, label_en: Area ID}
  member_count: {label: 市区町村数, label_en: Municipalities, unit: 市区町村}
  members_counted: {label: 国勢調査の値のある市区町村, label_en: Municipalities with a census figure, unit: 市区町村}
  members_projected: {label: 推計のある市区町村, label_en: Municipalities with a projection, unit: 市区町村}
  members_aged: {label: 65歳以上の推計のある市区町村, label_en: Municipalities with a projection of those aged 65 and over, unit: 市区町村}
  members_measured: {label: 面積のある市区町村, label_en: Municipalities with an area, unit: 市区町村}
  members_indexed: {label: 国勢調査の値と推計のある市区町村, label_en: Municipalities with a census figure and a projection, unit: 市区町村}
  members_dense: {label: 国勢調査の値と面積のある市区町村, label_en: Municipalities with a census figure and an area, unit: 市区町村}
  population_2020: {label: 人口（2020年）, label_en: Population 2020, unit: 人, note: 国勢調査, note_en: "Census"}
  population_2050: {label: 人口（2050年推計）, label_en: Population 2050 (projection), unit: 人, note: 令和5年推計, note_en: "Projection of 2023"}
  population_index_2050: {label: 人口指数（2050年推計）, label_en: Population index 2050 (projected), unit: 2020年＝100}
  aged_2050: {label: 65歳以上人口（2050年推計）, label_en: Aged 65 and over 2050 (projection), unit: 人}
  aged_share_2050_pct: {label: 65歳以上の割合（2050年推計）, label_en: Share aged 65 and over 2050 (projected), unit: ％}
  area_km2: {label: 面積, label_en: Area, unit: km²}
  area_as_of: {label: 面積の時点, label_en: Area as of}
  area_undecided: {label: 面積が参考値の市区町村, label_en: Municipalities whose area is a reference value, unit: 市区町村, note: 境界が未定, note_en: "Undecided boundary"}
  density: {label: 人口密度, label_en: Density, unit: 人/km²}
  members_under_2000_in_2020: {label: 2千人未満の市区町村（2020年）, label_en: Municipalities under 2000 residents in 2020, unit: 市区町村}
  members_under_5000_in_2020: {label: 5千人未満の市区町村（2020年）, label_en: Municipalities under 5000 residents in 2020, unit: 市区町村}
  members_under_10000_in_2020: {label: 1万人未満の市区町村（2020年）, label_en: Municipalities under 10000 residents in 2020, unit: 市区町村}
  members_under_2000_in_2050: {label: 2千人未満の市区町村（2050年推計）, label_en: Municipalities under 2000 residents in 2050 (projected), unit: 市区町村}
  members_under_5000_in_2050: {label: 5千人未満の市区町村（2050年推計）, label_en: Municipalities under 5000 residents in 2050 (projected), unit: 市区町村}
  members_under_10000_in_2050: {label: 1万人未満の市区町村（2050年推計）, label_en: Municipalities under 10000 residents in 2050 (projected), unit: 市区町村}
  members_newly_under_2000: {label: 2050年までに2千人未満になる推計の市区町村, label_en: Municipalities falling under 2000 residents by 2050 (projected), unit: 市区町村, note: 2020年は2千人以上, note_en: "not under 2000 in 2020"}
  members_newly_under_5000: {label: 2050年までに5千人未満になる推計の市区町村, label_en: Municipalities falling under 5000 residents by 2050 (projected), unit: 市区町村, note: 2020年は5千人以上, note_en: "not under 5000 in 2020"}
  members_newly_under_10000: {label: 2050年までに1万人未満になる推計の市区町村, label_en: Municipalities falling under 10000 residents by 2050 (projected), unit: 市区町村, note: 2020年は1万人以上, note_en: "not under 10000 in 2020"}
*/
with summed as (
    select
        member.area_level,
        member.area_id,
        count(*) as member_count,
        count(town.population_2020) as members_counted,
        count(town.population_2050) as members_projected,
        count(town.aged_2050) as members_aged,
        count(town.area_km2) as members_measured,
        count(town.population_2020 + town.population_2050) as members_indexed,
        count(town.population_2020 + town.area_km2) as members_dense,
        sum(town.population_2020)::bigint as population_2020,
        sum(town.population_2050)::bigint as population_2050,
        sum(town.aged_2050)::bigint as aged_2050,
        -- printed to two decimals; without the rounding the order of the rows would show in the last bits
        round(sum(town.area_km2), 2) as area_km2,
        max(town.area_as_of) as area_as_of,
        count(*) filter (where town.area_undecided) as area_undecided,
        count(*) filter (where town.population_2020 < 2000) as under_2000_in_2020,
        count(*) filter (where town.population_2020 < 5000) as under_5000_in_2020,
        count(*) filter (where town.population_2020 < 10000) as under_10000_in_2020,
        count(*) filter (where town.population_2050 < 2000) as under_2000_in_2050,
        count(*) filter (where town.population_2050 < 5000) as under_5000_in_2050,
        count(*) filter (where town.population_2050 < 10000) as under_10000_in_2050,
        count(*) filter (where town.population_2050 < 2000 and town.population_2020 >= 2000)
            as newly_under_2000,
        count(*) filter (where town.population_2050 < 5000 and town.population_2020 >= 5000)
            as newly_under_5000,
        count(*) filter (where town.population_2050 < 10000 and town.population_2020 >= 10000)
            as newly_under_10000
    from kpi.area_member as member
    inner join kpi.municipality_statistics as town
        on member.municipality_code = town.municipality_code
    where member.counted
    group by member.area_level, member.area_id
),

-- a sum or count over some of the municipalities would pass for one over all: it is left empty
complete as (
    select
        summed.*,
        case when summed.members_counted = summed.member_count then summed.population_2020 end
            as all_2020,
        case when summed.members_projected = summed.member_count then summed.population_2050 end
            as all_2050,
        case when summed.members_aged = summed.member_count then summed.aged_2050 end as all_aged,
        case when summed.members_measured = summed.member_count then summed.area_km2 end
            as all_area
    from summed
)

select
    area_level,
    area_id,
    member_count,
    members_counted,
    members_projected,
    members_aged,
    members_measured,
    members_indexed,
    members_dense,
    all_2020 as population_2020,
    all_2050 as population_2050,
    100.0 * all_2050 / nullif(all_2020, 0) as population_index_2050,
    all_aged as aged_2050,
    100.0 * all_aged / nullif(all_2050, 0) as aged_share_2050_pct,
    all_area as area_km2,
    area_as_of,
    area_undecided,
    all_2020 / nullif(all_area, 0) as density,
    case when all_2020 is not null then under_2000_in_2020 end as members_under_2000_in_2020,
    case when all_2020 is not null then under_5000_in_2020 end as members_under_5000_in_2020,
    case when all_2020 is not null then under_10000_in_2020 end as members_under_10000_in_2020,
    case when all_2050 is not null then under_2000_in_2050 end as members_under_2000_in_2050,
    case when all_2050 is not null then under_5000_in_2050 end as members_under_5000_in_2050,
    case when all_2050 is not null then under_10000_in_2050 end as members_under_10000_in_2050,
    case when members_indexed = member_count then newly_under_2000 end as members_newly_under_2000,
    case when members_indexed = member_count then newly_under_5000 end as members_newly_under_5000,
    case when members_indexed = member_count then newly_under_10000 end
        as members_newly_under_10000
from complete
