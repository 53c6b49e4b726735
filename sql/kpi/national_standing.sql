/*
title: 国の圏域への参加
title_en: Membership in national areas
question: その日に、市町村は定住自立圏・連携中枢都市圏に入っているか
grain: [municipality_code, day]
columns:
  municipality_code: {label: 団体コード, label_en: Municipality code}
  day: {label: いつ, label_en: On which day, note: kpi.application_day の日（申請の日、記録がなければ年度の4月1日）と、一覧の最後の日, note_en: "The days of kpi.application_day (of the application, else 1 April of the year) and the last day of the list"}
  newest: {label: 一覧の最後の日, label_en: Last day of the list}
  standing: {label: 参加, label_en: Standing, note: in 入っている・out 入っていない・unknown 不明（一覧がそろわない都道府県や日に載っていない市町村、頁が名を挙げない市町村、後の頁だけが名を挙げる市町村）, note_en: "in, out, unknown (not listed in a prefecture or on a day for which the list is not complete, named by inference alone, or by later pages alone)"}
  areas: {label: 圏域, label_en: National areas, note: 確かでないものは理由を添える, note_en: "Why, where one is not certain"}
  areas_en: {label: 圏域（英語の注）, label_en: National areas (remarks in English)}
*/
with asked as (
    select day
    from kpi.application_day
    union
    select complete_to as day
    from national_area_extent
),

days as (
    select
        day,
        day = coalesce(
            (select max(extent.complete_to) from national_area_extent as extent),
            max(day) over ()
        ) as newest
    from asked
),

-- members of an area on a day. A page without a joining date proves membership from its own day on, one
-- without any day on the list's last; between them the list is complete. What ended is in no area: no page
-- tells the day.
listed as (
    select
        days.day,
        member.municipality_code,
        member.area_id,
        member.area,
        member.state = 'member' and (
            member.since is not null
            or coalesce(member.page_on <= days.day, days.newest)
            or coalesce(days.day between extent.complete_from and extent.complete_to, false)
        ) as certain,
        case member.state
            when 'outside' then '（国の財政支援の対象外）'
            when 'inferred' then '（推定）'
            else '（後の頁による）'
        end as remark,
        case member.state
            when 'outside' then ' (outside the national support)'
            when 'inferred' then ' (inferred)'
            else ' (named by a later page)'
        end as remark_en,
        member.state <> 'outside' as counted
    from national_area_member as member
    inner join days on coalesce(member.since <= days.day, true)
    inner join municipality on member.municipality_code = municipality.municipality_code
    left join national_area_extent as extent
        on municipality.prefecture_code = extent.prefecture_code
    where member.state <> 'ended'
),

-- areas that a document tells as regions
told as (
    select
        days.day,
        member.municipality_code,
        region.region_id,
        region.name
    from kpi.area_member as member
    inner join region on member.area_id = region.region_id
    inner join region_scheme on region.region_id = region_scheme.region_id
    inner join scheme on region_scheme.scheme_id = scheme.scheme_id
    inner join days
        on
            coalesce(greatest(member.valid_from, region_scheme.valid_from) <= days.day, true)
            and coalesce(least(member.valid_to, region_scheme.valid_to) > days.day, true)
    where member.area_level = 'region' and scheme.kind = 'national'
),

-- a region whose members are all in one listed area is that area, and is not named a second time
overlap as (
    select
        told.day,
        told.region_id,
        listed.area_id,
        count(distinct told.municipality_code) as members
    from told
    inner join listed
        on told.day = listed.day and told.municipality_code = listed.municipality_code
    group by told.day, told.region_id, listed.area_id
),

whole as (
    select
        day,
        region_id,
        count(distinct municipality_code) as members
    from told
    group by day, region_id
),

again as (
    select distinct
        whole.day,
        whole.region_id
    from whole
    inner join overlap
        on
            whole.day = overlap.day
            and whole.region_id = overlap.region_id
            and whole.members = overlap.members
),

membership as (
    select
        day,
        municipality_code,
        certain,
        counted,
        area || case when certain then '' else remark end as area,
        area || case when certain then '' else remark_en end as area_en
    from listed
    union all
    select
        told.day,
        told.municipality_code,
        true as certain,
        true as counted,
        case when again.region_id is null then told.name end as area,
        case when again.region_id is null then told.name end as area_en
    from told
    left join again on told.day = again.day and told.region_id = again.region_id
),

held as (
    select
        day,
        municipality_code,
        bool_or(certain) as certain,
        bool_or(counted) as counted,
        string_agg(distinct area, '、' order by area) as areas,
        string_agg(distinct area_en, ', ' order by area_en) as areas_en
    from membership
    group by day, municipality_code
)

select
    municipality.municipality_code,
    days.day,
    days.newest,
    case
        when held.certain then 'in'
        -- absent from a list that is complete that day; elsewhere absence says nothing
        when
            not coalesce(held.counted, false)
            and days.day between extent.complete_from and extent.complete_to then 'out'
        else 'unknown'
    end as standing,
    held.areas,
    held.areas_en
from municipality
cross join days
left join held
    on
        municipality.municipality_code = held.municipality_code
        and days.day = held.day
left join national_area_extent as extent
    on municipality.prefecture_code = extent.prefecture_code
