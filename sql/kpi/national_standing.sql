/*
title: 国の圏域への参加
title_en: Membership in national areas
question: その日に、市町村は定住自立圏・連携中枢都市圏に入っているか
grain: [municipality_code, day]
columns:
  municipality_code: {label: 団体コード, label_en: Municipality code}
  day: {label: いつ, label_en: On which day, note: 交付の表の各年度の4月1日と、一覧の最後の日, note_en: "1 April of each fiscal year of the grant table, and the last day of the list"}
  newest: {label: 一覧の最後の日, label_en: Last day of the list}
  standing: {label: 参加, label_en: Standing, note: in 入っている・out 入っていない・unknown 不明（一覧がそろわない都道府県や日、頁が名を挙げない市町村）, note_en: "in, out, unknown (a prefecture or day for which the list is not complete, or a municipality that no page names)"}
  areas: {label: 圏域, label_en: National areas}
*/
with asked as (
    select make_date(fiscal_year, 4, 1) as day
    from disbursement
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

-- the list of national areas, and the areas that a document tells as regions
membership as (
    select
        municipality_code,
        area,
        since,
        null::date as until,
        certain
    from national_area_member
    union all
    select
        member.municipality_code,
        region.name as area,
        greatest(member.valid_from, region_scheme.valid_from) as since,
        least(member.valid_to, region_scheme.valid_to) as until,
        true as certain
    from kpi.area_member as member
    inner join region on member.area_id = region.region_id
    inner join region_scheme on region.region_id = region_scheme.region_id
    inner join scheme on region_scheme.scheme_id = scheme.scheme_id
    where member.area_level = 'region' and scheme.kind = 'national'
),

held as (
    select
        days.day,
        membership.municipality_code,
        bool_or(membership.certain) as certain,
        string_agg(distinct membership.area, '、' order by membership.area) as areas
    from membership
    inner join days
        on
            coalesce(membership.since <= days.day, true)
            and coalesce(membership.until > days.day, true)
    group by days.day, membership.municipality_code
)

select
    municipality.municipality_code,
    days.day,
    days.newest,
    case
        when held.certain then 'in'
        -- absent from a list that is complete that day; elsewhere absence says nothing
        when
            held.municipality_code is null
            and days.day between extent.complete_from and extent.complete_to then 'out'
        else 'unknown'
    end as standing,
    held.areas
from municipality
cross join days
left join held
    on
        municipality.municipality_code = held.municipality_code
        and days.day = held.day
left join national_area_extent as extent
    on municipality.prefecture_code = extent.prefecture_code
