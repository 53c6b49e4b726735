/*
title: 脱退日は加入日より後、加入日は協定締結日以後で地域の解散日より前、再加入は脱退日以後
title_en: Members leave after they joined, join on or after the agreement and before the dissolution, and again after leaving
severity: error
scope: row
*/
select
    region_member.source_row,
    '加入日' as column_name,
    region_member.joined_on::varchar as value,
    'region_id=' || region_member.region_id || ' municipality_code='
    || region_member.municipality_code as row_key,
    '加入日は協定締結日以後で地域の解散日より前、脱退日は加入日より後、再び加わる日は前の脱退日以後で'
    || 'なければなりません' as expected,
    'must join on or after the agreement and before the region is dissolved, leave later, and join '
    || 'again only after it left' as expected_en
from region_member
inner join region on region_member.region_id = region.region_id
where
    region_member.joined_on < region.agreement_on
    or region_member.left_on <= region_member.joined_on
    or region_member.joined_on >= region.valid_to
    or exists (
        select 1
        from region_member as other
        where
            other.region_id = region_member.region_id
            and other.municipality_code = region_member.municipality_code
            and other.source_row <> region_member.source_row
            and coalesce(other.joined_on <= region_member.joined_on, other.joined_on is null)
            and coalesce(other.left_on > region_member.joined_on, other.left_on is null)
    )
