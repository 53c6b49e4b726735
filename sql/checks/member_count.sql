/*
title: 構成市町村の数は資料の数に等しい
title_en: The members add up to the printed count
severity: error
scope: set
*/
with counted as (
    select
        region_member.region_id,
        count(*) as members
    from region_member
    inner join region on region_member.region_id = region.region_id
    inner join source on region.source_id = source.source_id
    -- the members on the day of the document that prints the figure
    where
        coalesce(region_member.joined_on <= source.as_of, true)
        and coalesce(region_member.left_on > source.as_of, region_member.left_on is null)
    group by region_member.region_id
)

select
    region.source_row,
    '構成市町村数' as column_name,
    region.published_member_count::varchar as value,
    'region_id=' || region.region_id as row_key,
    '構成市町村は ' || coalesce(counted.members, 0) || ' 行あります' as expected,
    coalesce(counted.members, 0) || ' members are listed' as expected_en
from region
left join counted on region.region_id = counted.region_id
where
    region.scheme <> 'council'
    and region.published_member_count is not null
    and coalesce(counted.members, 0) <> region.published_member_count
