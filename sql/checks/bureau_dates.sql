/*
title: 市区町村は同じ日に二つの出先機関の管内にならない
title_en: A municipality is in the district of one bureau at a time
severity: error
scope: row
*/
select
    member.source_row,
    '始まり' as column_name,
    member.valid_from::varchar as value,
    'municipality_code=' || member.municipality_code || ' subprefecture=' || member.subprefecture
        as row_key,
    '前の行の終わり（' || other.valid_to || '、' || other.subprefecture || '）以後でなければなりません'
        as expected,
    'must not begin before the end of its term before (' || other.valid_to || ', '
    || other.subprefecture_en || ')' as expected_en
from bureau_member as member
inner join bureau_member as other
    on
        member.municipality_code = other.municipality_code
        and coalesce(member.valid_from > other.valid_from, other.valid_from is null)
        and member.valid_from < other.valid_to
