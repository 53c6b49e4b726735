/*
title: 国の制度に入っていない構成市町村の割合は、その地域の制度の下限以上
title_en: The share of members in no national scheme is at least that of the region's scheme
severity: doubt
scope: set
*/
with judged as (
    select
        region_id,
        make_date(max(fiscal_year), 4, 1) as day
    from disbursement
    group by region_id
),

-- known members of a national area; who is in no list may be in one, and is not counted against it
membership as (
    select
        municipality_code,
        since,
        null::date as until
    from national_area_member
    where certain
    union all
    select
        region_member.municipality_code,
        region_member.joined_on as since,
        region_member.left_on as until
    from region_member
    inner join region on region_member.region_id = region.region_id
    where region.scheme in ('core_city_area', 'settlement_area')
),

counted as (
    select
        region_member.region_id,
        count(*) as members,
        count(*) filter (
            where not exists (
                select 1
                from membership
                where
                    membership.municipality_code = region_member.municipality_code
                    and coalesce(membership.since <= judged.day, true)
                    and coalesce(membership.until > judged.day, true)
            )
        ) as outside
    from region_member
    inner join judged on region_member.region_id = judged.region_id
    -- members on at least one day of that fiscal year, as kpi.fiscal_member has them
    where
        coalesce(region_member.joined_on < judged.day + interval 1 year, true)
        and coalesce(region_member.left_on > judged.day, true)
    group by region_member.region_id
)

select
    region.source_row,
    '構成市町村' as column_name,
    counted.outside || '/' || counted.members as value,
    'region_id=' || region.region_id as row_key,
    '国の制度に入っていない構成市町村が半数に足りません' as expected,
    'fewer than half of the members are outside the national schemes' as expected_en
from region
inner join counted on region.region_id = counted.region_id
inner join scheme_rule
    on
        region.scheme_id = scheme_rule.scheme_id
        and scheme_rule.rule_id = 'half_outside_national'
where
    region.scheme = 'grant'
    and counted.outside < scheme_rule.value * counted.members
