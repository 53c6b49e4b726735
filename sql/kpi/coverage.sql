/*
title: 連携地域の広がり
title_en: Coverage of the regions
question: 連携地域は、都道府県のどれだけを占めるか（重なりは一度だけ数える）
grain: [region_count]
columns:
  members_on: {label: 構成の時点, label_en: Members as of, note: この日の構成市町村による（kpi.board_day）, note_en: "The figures stand on the members of this day (kpi.board_day)"}
  region_count: {label: 地域数, label_en: Regions, unit: 地域, note: 基準日に協定のある地域。解散した地域、推進会議・研究会は含まない, note_en: "Regions with an agreement on the day of the memberships; dissolved ones, councils and study groups are not among them"}
  grant_region_count: {label: 交付金の地域数, label_en: Grant regions, unit: 地域}
  member_count: {label: 市町村数, label_en: Municipalities, unit: 市町村, note: 二つの地域に入る市町村も一度だけ数える, note_en: "A member of two regions counts once"}
  membership_count: {label: 構成の延べ数, label_en: Memberships, unit: 延べ市町村}
  overlap_count: {label: 二つ以上の地域に入る市町村, label_en: Municipalities in two or more regions, unit: 市町村}
  population_2020: {label: 人口（2020年）, label_en: Population 2020, unit: 人, note: 一度だけ数える, note_en: "Each counts once"}
  area_km2: {label: 面積, label_en: Area, unit: km², note: 一度だけ数える, note_en: "Each counts once"}
  population_2050: {label: 人口（2050年推計）, label_en: Population 2050 (projection), unit: 人, note: 一度だけ数える, note_en: "Each counts once"}
  population_index_2050: {label: 人口指数（2050年推計）, label_en: Population index 2050 (projected), unit: 2020年＝100}
  aged_share_2050_pct: {label: 65歳以上の割合（2050年推計）, label_en: Share aged 65 and over 2050 (projected), unit: ％, note: 一度だけ数える, note_en: "Each counts once"}
  members_under_2000_in_2050: {label: 2千人未満の市町村（2050年推計）, label_en: Municipalities under 2000 residents in 2050 (projected), unit: 市町村}
  members_under_5000_in_2050: {label: 5千人未満の市町村（2050年推計）, label_en: Municipalities under 5000 residents in 2050 (projected), unit: 市町村}
  members_under_10000_in_2050: {label: 1万人未満の市町村（2050年推計）, label_en: Municipalities under 10000 residents in 2050 (projected), unit: 市町村}
  members_under_2000_in_2020: {label: 2千人未満の市町村（2020年）, label_en: Municipalities under 2000 residents in 2020, unit: 市町村}
  members_under_5000_in_2020: {label: 5千人未満の市町村（2020年）, label_en: Municipalities under 5000 residents in 2020, unit: 市町村}
  members_under_10000_in_2020: {label: 1万人未満の市町村（2020年）, label_en: Municipalities under 10000 residents in 2020, unit: 市町村}
  members_newly_under_2000: {label: 2050年までに2千人未満になる推計の市町村, label_en: Municipalities falling under 2000 residents by 2050 (projected), unit: 市町村, note: 2020年は2千人以上, note_en: "not under 2000 in 2020"}
  members_newly_under_5000: {label: 2050年までに5千人未満になる推計の市町村, label_en: Municipalities falling under 5000 residents by 2050 (projected), unit: 市町村, note: 2020年は5千人以上, note_en: "not under 5000 in 2020"}
  members_newly_under_10000: {label: 2050年までに1万人未満になる推計の市町村, label_en: Municipalities falling under 10000 residents by 2050 (projected), unit: 市町村, note: 2020年は1万人以上, note_en: "not under 10000 in 2020"}
  prefecture: {label: 都道府県, label_en: Prefecture, note: 地域の属する都道府県。二つ以上なら「・」でつなぐ, note_en: "Those the regions are in; several are joined"}
  prefecture_en: {label: 都道府県（英語）, label_en: Prefecture (English)}
  prefecture_municipality_count: {label: 都道府県の市町村数, label_en: Municipalities of the prefecture, unit: 市町村}
  prefecture_population_2020: {label: 都道府県の人口（2020年）, label_en: Population of the prefecture 2020, unit: 人}
  prefecture_population_index_2050: {label: 都道府県の人口指数（2050年推計）, label_en: Population index 2050 of the prefecture (projected), unit: 2020年＝100}
  prefecture_aged_share_2050_pct: {label: 都道府県の65歳以上の割合（2050年推計）, label_en: Share aged 65 and over 2050 in the prefecture (projected), unit: ％}
  share_pct: {label: 都道府県に占める人口の割合, label_en: Share of the prefecture's population, unit: ％, note: 分子も分母も地域の属する都道府県の市町村。県境を越えて加わる市町村は入らない, note_en: "Both sides are municipalities of the prefectures the regions are in; members beyond the border are in neither"}
*/
with covered as (
    select
        region.region_id,
        region.prefecture_code,
        region.scheme,
        shown.agreed
    from region
    inner join kpi.shown_region as shown on region.region_id = shown.region_id
    inner join kpi.region_term as term on region.region_id = term.region_id
    where term.state = 'present'
),

extent as (
    select
        count(*) filter (where agreed) as region_count,
        count(*) filter (where scheme = 'grant') as grant_region_count
    from covered
),

times as (
    select
        member.municipality_code,
        count(*) as times
    from kpi.area_member as member
    inner join covered on member.area_id = covered.region_id
    where member.area_level = 'region' and member.present
    group by member.municipality_code
),

membership as (
    select
        sum(times)::bigint as membership_count,
        count(*) filter (where times > 1) as overlap_count
    from times
),

home as (
    select
        string_agg(prefecture, '・' order by prefecture_code) as prefecture,
        string_agg(prefecture_en, ' and ' order by prefecture_code) as prefecture_en
    from kpi.prefecture_overview
    where prefecture_code in (select covered.prefecture_code from covered)
),

board as (
    select *
    from kpi.area_figures
    where area_level = 'board'
)

select
    day.day as members_on,
    extent.region_count,
    extent.grant_region_count,
    coalesce(total.member_count, 0) as member_count,
    membership.membership_count,
    membership.overlap_count,
    total.population_2020,
    total.area_km2,
    total.population_2050,
    total.population_index_2050,
    total.aged_share_2050_pct,
    total.members_under_2000_in_2050,
    total.members_under_5000_in_2050,
    total.members_under_10000_in_2050,
    total.members_under_2000_in_2020,
    total.members_under_5000_in_2020,
    total.members_under_10000_in_2020,
    total.members_newly_under_2000,
    total.members_newly_under_5000,
    total.members_newly_under_10000,
    home.prefecture,
    home.prefecture_en,
    prefectures.member_count as prefecture_municipality_count,
    prefectures.population_2020 as prefecture_population_2020,
    prefectures.population_index_2050 as prefecture_population_index_2050,
    prefectures.aged_share_2050_pct as prefecture_aged_share_2050_pct,
    100.0 * inside.population_2020 / nullif(prefectures.population_2020, 0) as share_pct
from extent
cross join kpi.board_day as day
cross join membership
cross join home
left join board as total on total.area_id = 'regions'
left join board as inside on inside.area_id = 'regions_at_home'
left join board as prefectures on prefectures.area_id = 'home'
