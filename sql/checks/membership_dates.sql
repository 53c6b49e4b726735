/*
title: 脱退日は加入日より後、加入日は協定締結日以後で地域の解散日より前
title_en: Members leave after they joined and join on or after the agreement, before the region is dissolved
severity: error
scope: row
*/
select
    region_member.source_row,
    '加入日' as column_name,
    region_member.joined_on::varchar as value,
    'region_id=' || region_member.region_id || ' municipality_code='
    || region_member.municipality_code as row_key,
    '加入日は協定締結日以後で地域の解散日より前、脱退日は加入日より後でなければなりません' as expected,
    'must join on or after the agreement and before the region is dissolved, and leave later'
        as expected_en
from region_member
inner join region on region_member.region_id = region.region_id
where
    region_member.joined_on < region.agreement_on
    or region_member.left_on <= region_member.joined_on
    or region_member.joined_on >= region.valid_to
