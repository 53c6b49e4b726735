/*
title: 地域の構成市区町村
title_en: Municipalities of an area
question: ボードが数値を出す地域は、いつからいつまで、どの市区町村からなるか（地域とは市区町村の集まりである）
grain: [area_level, area_id, municipality_code, term]
columns:
  area_level: {label: 地域の種類, label_en: Kind of area, note: municipality 市区町村・region 連携地域（推進会議・研究会を含む）・subprefecture 出先機関の管内・national_area 国の圏域（構成がすべて確かなものだけ）・prefecture 都道府県・board ボード全体, note_en: "municipality, region (councils and study groups too), subprefecture, national_area (those of which every member is certain), prefecture, board (all of it)"}
  area_id: {label: 地域のID, label_en: Area ID, note: 市区町村と都道府県はコード、連携地域は地域ID、出先機関は名。ボード全体では regions 比べる地域（kpi.shown_region）の市区町村・regions_at_home そのうち地域の属する都道府県にあるもの・home 地域の属する都道府県の市区町村, note_en: "The code of a municipality or prefecture, the ID of a region, the name of a bureau; of the board: regions (all in a region that is compared, kpi.shown_region), regions_at_home (those of them in the prefectures of the regions), home (all in those prefectures)"}
  municipality_code: {label: 団体コード, label_en: Municipality code}
  term: {label: 何度目の加入か, label_en: Which membership, unit: 回, unit_en: times, note: 脱退した後に戻った市区町村や、同じ管内の所管が改めて告げられた市区町村で 2 以上, note_en: "2 and more where a municipality left and came back, or is told again to be in the same district"}
  joined_on: {label: 加入日, label_en: Joined on, note: 名称や市制の変更では変わらない。地域のほかは空欄, note_en: "Not changed by another name or status; empty but for regions"}
  valid_from: {label: 始まり, label_en: From, note: 構成市町村となった日、出先機関では管轄となった日、市区町村ではできた日。空欄は初めから, note_en: "Member, in the bureau's district, or municipality, from this day on; empty: from the beginning"}
  valid_to: {label: 構成の終わり, label_en: Member until, note: 脱退日・所管の終わり・地域の解散日・市町村の廃止日のうち最も早い日。この日からは構成市町村でない。空欄は続いている, note_en: "The day it left, its bureau changed, the region was dissolved or the municipality ended, whichever came first; no member from that day on; empty: still a member"}
  present: {label: 現在の構成, label_en: Present, note: 基準日（kpi.board_day）に構成市町村である, note_en: "A member on the day of the memberships (kpi.board_day)"}
  counted: {label: 数値に入る, label_en: Counted, note: 地域の数値はこの市区町村による。基準日の構成市町村、解散した地域では最後の日の構成市町村, note_en: "The area's figures stand on these: the members on the day of the memberships, of a dissolved region those of its last day"}
*/
with agreed as (
    select
        region.region_id,
        region.prefecture_code,
        term.state
    from region
    inner join kpi.shown_region as shown on region.region_id = shown.region_id
    inner join kpi.region_term as term on region.region_id = term.region_id
),

-- members of regions and national areas, and municipalities of bureaus
listed as (
    select
        'region' as area_level,
        region_id as area_id,
        municipality_code,
        joined_on,
        left_on
    from region_member
    union all
    select
        'subprefecture' as area_level,
        subprefecture as area_id,
        municipality_code,
        valid_from as joined_on,
        valid_to as left_on
    from bureau_member
    union all
    -- with one member inferred, outside the support or gone, the set is not that of any document
    select
        'national_area' as area_level,
        area_id,
        municipality_code,
        since as joined_on,
        null::date as left_on
    from national_area_member
    where
        area_id not in (
            select other.area_id from national_area_member as other
            where other.state <> 'member'
        )
),

-- from when to when there is the area, and on which day its members are looked at
term as (
    select
        'region' as area_level,
        region_id as area_id,
        valid_to,
        state,
        members_on
    from kpi.region_term
    union all
    select distinct
        'subprefecture' as area_level,
        bureau_member.subprefecture as area_id,
        null::date as valid_to,
        'present' as state,
        board.day as members_on
    from bureau_member
    cross join kpi.board_day as board
    union all
    select distinct
        'national_area' as area_level,
        national_area_member.area_id,
        null::date as valid_to,
        'present' as state,
        board.day as members_on
    from national_area_member
    cross join kpi.board_day as board
),

-- a body that only changed its name or status stays a member under its new code
held as (
    select
        area_level,
        area_id,
        municipality_code,
        joined_on,
        left_on,
        joined_on as held_from
    from listed
    union all
    select
        member.area_level,
        member.area_id,
        gone.present_code as municipality_code,
        member.joined_on,
        member.left_on,
        gone.changed_on as held_from
    from listed as member
    inner join kpi.municipality_successor as gone on member.municipality_code = gone.old_code
    where
        gone.same_body
        and coalesce(member.left_on > gone.changed_on, true)
        and not exists (
            select 1
            from listed as own
            where
                own.area_level = member.area_level
                and own.municipality_code = gone.present_code
                -- one municipality is in one district, and may be a member of several regions
                and (own.area_id = member.area_id or own.area_level = 'subprefecture')
        )
),

dated as (
    select
        held.area_level,
        held.area_id,
        held.municipality_code,
        row_number() over (
            partition by held.area_level, held.area_id, held.municipality_code
            order by held.held_from nulls first
        ) as term,
        case when held.area_level = 'region' then held.joined_on end as joined_on,
        held.held_from as valid_from,
        least(held.left_on, term.valid_to, municipality.valid_to) as valid_to,
        term.state,
        term.members_on
    from held
    inner join term on held.area_level = term.area_level and held.area_id = term.area_id
    left join municipality on held.municipality_code = municipality.municipality_code
),

-- a day that no document tells: who is told to have left has left
membership as (
    select
        area_level,
        area_id,
        municipality_code,
        term,
        joined_on,
        valid_from,
        valid_to,
        state = 'present'
        and coalesce(valid_from <= members_on, true)
        and coalesce(valid_to > members_on, valid_to is null) as present,
        coalesce(valid_from <= members_on, true)
        and coalesce(valid_to > members_on, valid_to is null) as counted
    from dated
),

-- a member of two regions is one municipality of the board
covered as (
    select distinct
        municipality.municipality_code,
        municipality.prefecture_code
    from membership
    inner join agreed on membership.area_id = agreed.region_id
    inner join municipality
        on membership.municipality_code = municipality.municipality_code
    where membership.area_level = 'region' and membership.present
),

-- municipalities of Japan on that day
town as (
    select
        municipality.municipality_code,
        municipality.prefecture_code,
        municipality.valid_from,
        municipality.valid_to,
        coalesce(municipality.valid_from <= board.day, true)
        and coalesce(municipality.valid_to > board.day, municipality.valid_to is null) as present
    from municipality
    cross join kpi.board_day as board
),

standing as (
    select
        'municipality' as area_level,
        municipality_code as area_id,
        municipality_code
    from town
    union all
    select
        'prefecture' as area_level,
        prefecture_code as area_id,
        municipality_code
    from town
    union all
    select
        'board' as area_level,
        'regions' as area_id,
        municipality_code
    from covered
    union all
    select
        'board' as area_level,
        'regions_at_home' as area_id,
        municipality_code
    from covered
    where prefecture_code in (select agreed.prefecture_code from agreed)
    union all
    select
        'board' as area_level,
        'home' as area_id,
        municipality_code
    from town
    where prefecture_code in (select agreed.prefecture_code from agreed)
)

select
    standing.area_level,
    standing.area_id,
    standing.municipality_code,
    1 as term,
    null::date as joined_on,
    town.valid_from,
    town.valid_to,
    town.present,
    town.present as counted
from standing
inner join town on standing.municipality_code = town.municipality_code
union all
select
    area_level,
    area_id,
    municipality_code,
    term,
    joined_on,
    valid_from,
    valid_to,
    present,
    counted
from membership
