/*
title: 市区町村の一般行政職員の合計は、都道府県の表の市区町村分を超えず、1割以上少なくもない
title_en: The municipalities' administrative staff do not exceed the prefecture's table, nor fall a tenth short of it
severity: doubt
scope: row
note: 都道府県の表は14～1,713人（0.2～4.5％）多い。一部事務組合などを含むためと思われる（確かめていない）。都道府県のすべての市区町村がある年だけ。
*/
with members as (
    select
        municipality.prefecture_code,
        staff.year,
        sum(staff.headcount)::bigint as headcount,
        count(*) as place_count
    from staff
    inner join municipality on staff.area_code = municipality.municipality_code
    where
        staff.area_level = 'municipality'
        and staff.department = 'general_administration_municipalities'
    group by municipality.prefecture_code, staff.year
),

places as (
    select
        prefecture_code,
        count(*) as place_count
    from municipality
    where valid_to is null
    group by prefecture_code
)

select
    staff.source_row,
    'headcount' as column_name,
    staff.headcount::varchar as value,
    'area_code=' || staff.area_code || ' year=' || staff.year || ' department=' || staff.department
        as row_key,
    '市区町村の表の合計は ' || format('{:,}', members.headcount) || ' 人です。どちらかの値の入れ違いを確かめます'
        as expected,
    'the municipalities add up to ' || format('{:,}', members.headcount)
    || ': look for swapped digits in either' as expected_en
from staff
inner join members on staff.area_code = members.prefecture_code and staff.year = members.year
inner join places
    on
        members.prefecture_code = places.prefecture_code
        and members.place_count = places.place_count
where
    staff.area_level = 'prefecture'
    and staff.department = 'general_administration_municipalities'
    and (members.headcount > staff.headcount or members.headcount < 0.9 * staff.headcount)
