/*
title: 構成市町村の面積の合計は資料の面積とほぼ等しい
title_en: The members' areas add up to about the published one
severity: doubt
scope: set
note: 資料の日より前の版（なければ最も古い版）のどれかと 0.1 km² まで同じならよい。後の版は前の資料を疑わせない。
*/
with summed as (
    select
        region.region_id,
        area.as_of,
        source.as_of as document_day,
        sum(area.area_km2) as area_km2,
        count(area.area_km2) as measured
    from region_member
    inner join region on region_member.region_id = region.region_id
    inner join source on region.source_id = source.source_id
    inner join area on region_member.municipality_code = area.municipality_code
    -- the members on the day of the document that prints the figure
    where
        coalesce(region_member.joined_on <= source.as_of, true)
        and coalesce(region_member.left_on > source.as_of, region_member.left_on is null)
    group by region.region_id, area.as_of, source.as_of
),

members as (
    select
        region_member.region_id,
        count(*) as member_count
    from region_member
    inner join region on region_member.region_id = region.region_id
    inner join source on region.source_id = source.source_id
    where
        coalesce(region_member.joined_on <= source.as_of, true)
        and coalesce(region_member.left_on > source.as_of, region_member.left_on is null)
    group by region_member.region_id
),

edition as (
    select
        summed.region_id,
        summed.as_of,
        summed.area_km2
    from summed
    inner join members
        on summed.region_id = members.region_id and summed.measured = members.member_count
    where
        coalesce(summed.as_of <= summed.document_day, true)
        or summed.as_of = (select min(first.as_of) from area as first)
),

nearest as (
    select
        region.region_id,
        min(abs(edition.area_km2 - region.published_area_km2)) as apart,
        max_by(edition.area_km2, edition.as_of) as area_km2
    from edition
    inner join region on edition.region_id = region.region_id
    group by region.region_id
)

select
    region.source_row,
    '面積（k㎡）' as column_name,
    region.published_area_km2::varchar as value,
    'region_id=' || region.region_id as row_key,
    '構成市町村の合計 ' || round(nearest.area_km2, 2) || ' km² と 0.1 km² より大きく違います' as expected,
    'the members add up to ' || round(nearest.area_km2, 2) || ' km², more than 0.1 km² away'
        as expected_en
from region
inner join nearest on region.region_id = nearest.region_id
where nearest.apart > 0.1
