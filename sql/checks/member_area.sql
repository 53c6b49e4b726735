/*
title: 構成市町村の面積の合計は資料の面積とほぼ等しい
title_en: The members' areas add up to about the published one
severity: doubt
scope: set
note: 版が違うと少し異なるため、0.1 km² までは同じと見る。
*/
with edition as (
    select max(as_of) as as_of
    from area
),

land as (
    select
        area.municipality_code,
        area.area_km2
    from area
    inner join edition on area.as_of = edition.as_of
),

summed as (
    select
        region_member.region_id,
        sum(land.area_km2) as area_km2,
        count(land.area_km2) = count(*) as complete
    from region_member
    inner join region on region_member.region_id = region.region_id
    inner join source on region.source_id = source.source_id
    left join land on region_member.municipality_code = land.municipality_code
    -- the members on the day of the document that prints the figure
    where
        coalesce(region_member.joined_on <= source.as_of, true)
        and coalesce(region_member.left_on > source.as_of, region_member.left_on is null)
    group by region_member.region_id
)

select
    region.source_row,
    '面積（k㎡）' as column_name,
    region.published_area_km2::varchar as value,
    'region_id=' || region.region_id as row_key,
    '構成市町村の合計 ' || round(summed.area_km2, 2) || ' km² と 0.1 km² より大きく違います' as expected,
    'the members add up to ' || round(summed.area_km2, 2) || ' km², more than 0.1 km² away'
        as expected_en
from region
inner join summed on region.region_id = summed.region_id
where
    region.published_area_km2 is not null and summed.complete
    and abs(summed.area_km2 - region.published_area_km2) > 0.1
