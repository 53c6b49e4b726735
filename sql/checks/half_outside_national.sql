/*
title: 国の制度に入っていない構成市町村の割合は、その地域の制度の下限以上
title_en: The share of members in no national scheme is at least that of the region's scheme
severity: doubt
scope: set
*/
with national as (
    select distinct region_member.municipality_code
    from region_member
    inner join region on region_member.region_id = region.region_id
    where
        region.scheme in ('core_city_area', 'settlement_area') and region_member.left_on is null
),

counted as (
    select
        region_member.region_id,
        count(*) as members,
        count(*) - count(national.municipality_code) as outside
    from region_member
    left join national on region_member.municipality_code = national.municipality_code
    where region_member.left_on is null
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
