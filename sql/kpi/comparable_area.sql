/*
title: 互いに比べられる地域
title_en: Areas that can be compared with one another
question: 似た地域は、全国のどの地域の中から探すか
grain: [area_level, area_id]
columns:
  area_level: {label: 地域の種類, label_en: Kind of area, note: region 比べる連携地域・national_area 国の圏域・subprefecture 出先機関の管内・municipality 市区町村。構成が同じ地域は、この順で先の一つだけ, note_en: "region (those compared), national_area, subprefecture, municipality; of areas with the same members the first in this order"}
  area_id: {label: 地域のID, label_en: Area ID}
  name: {label: 名称, label_en: Name, note: 市区町村は都道府県を添える, note_en: "Of a municipality with its prefecture"}
  name_en: {label: 名称（英語）, label_en: Name (English), note: 同じ都道府県に同じ英語名があればコードを添える。国の圏域は中心市の名による, note_en: "With its code where two of a prefecture have one name in English; of a national area after its central cities"}
  kind: {label: 種類, label_en: Kind}
  kind_en: {label: 種類（英語）, label_en: Kind (English)}
  prefectures: {label: 都道府県, label_en: Prefectures}
  prefectures_en: {label: 都道府県（英語）, label_en: Prefectures (English)}
  members: {label: 市区町村数, label_en: Municipalities, unit: 市区町村}
  member_codes: {label: 団体コードの列, label_en: Municipality codes, note: コンマ区切り、コード順, note_en: "Separated by commas, in order"}
*/
with named as (
    select
        'region' as area_level,
        1 as preference,
        region.region_id as area_id,
        region.name,
        region.name_en,
        '連携地域' as kind,
        'Region on this board' as kind_en
    from region
    inner join kpi.shown_region as shown on region.region_id = shown.region_id
    inner join kpi.region_term as term on region.region_id = term.region_id
    where term.state = 'present'
    union all
    -- the members that a page lists behind the name are no part of it; no page has a name in English
    select
        'national_area' as area_level,
        2 as preference,
        national.area_id,
        regexp_replace(national.area, '[(（].*$', '') as name,
        string_agg(
            regexp_replace(town.name_en, ' (City|Town|Village)$', ''),
            ' and ' order by town.municipality_code
        )
        || case national.kind
            when 'core_city_area' then ' core city area' else ' settlement area'
        end as name_en,
        case national.kind when 'core_city_area' then '連携中枢都市圏' else '定住自立圏' end
            as kind,
        case national.kind when 'core_city_area' then 'Core city area' else 'Settlement area' end
            as kind_en
    from national_area_member as national
    inner join municipality as town on national.municipality_code = town.municipality_code
    where national.central
    group by national.area_id, national.area, national.kind
    union all
    select
        'subprefecture' as area_level,
        3 as preference,
        subprefecture as area_id,
        subprefecture as name,
        max(subprefecture_en) as name_en,
        '出先機関の管内' as kind,
        'District of a bureau' as kind_en
    from bureau_member
    group by subprefecture
    union all
    select
        'municipality' as area_level,
        4 as preference,
        municipality_code as area_id,
        name || '（' || prefecture || '）' as name,
        -- 江差町 and 枝幸町 are both Esashi Town in Hokkaido
        name_en
        || case
            when count(*) over (partition by name_en, prefecture_code) > 1
                then ' ' || municipality_code
            else ''
        end
        || ' (' || prefecture_en || ')' as name_en,
        '市区町村' as kind,
        'Municipality' as kind_en
    from municipality
),

held as (
    select
        member.area_level,
        member.area_id,
        count(*) as members,
        string_agg(member.municipality_code, ',' order by member.municipality_code)
            as member_codes,
        string_agg(distinct town.prefecture, '・' order by town.prefecture) as prefectures,
        string_agg(distinct town.prefecture_en, ', ' order by town.prefecture_en)
            as prefectures_en
    from kpi.area_member as member
    inner join municipality as town on member.municipality_code = town.municipality_code
    where member.counted
    group by member.area_level, member.area_id
),

-- one municipality is compared with municipalities, whatever else it is called
ranked as (
    select
        named.*,
        held.members,
        held.member_codes,
        held.prefectures,
        held.prefectures_en,
        row_number() over (
            partition by held.member_codes
            order by
                held.members = 1 and named.area_level <> 'municipality',
                named.preference,
                named.area_id
        ) as nth
    from named
    inner join held on named.area_level = held.area_level and named.area_id = held.area_id
)

select
    area_level,
    area_id,
    name,
    name_en,
    kind,
    kind_en,
    prefectures,
    prefectures_en,
    members,
    member_codes
from ranked
where nth = 1
