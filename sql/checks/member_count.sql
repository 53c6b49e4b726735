/*
title: 構成市町村の数は資料の数に等しい
title_en: The members add up to the printed count
severity: error
scope: set
*/
with counted as (
    select
        region_id,
        count(*) as members
    from region_member
    where left_on is null
    group by region_id
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
