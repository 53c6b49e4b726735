/*
title: 面積がほかの版の面積と2％以上違わない
title_en: An area is within 2 % of the same municipality's area in another edition
severity: doubt
scope: row
note: 2015年から2026年までに2％以上変わった市区町村は3つ（境界の確定、火山島、埋立て）で、1,739のうち99％は0.5％より小さい。0.5 km² より小さい差は除く。
*/
with pair as (
    select
        mine.municipality_code,
        mine.as_of,
        mine.area_km2,
        mine.source_row,
        arg_min(other.area_km2, abs(mine.area_km2 - other.area_km2)) as nearest,
        arg_min(other.as_of, abs(mine.area_km2 - other.area_km2)) as nearest_as_of
    from area as mine
    inner join area as other
        on mine.municipality_code = other.municipality_code and mine.as_of <> other.as_of
    group by mine.municipality_code, mine.as_of, mine.area_km2, mine.source_row
)

select
    source_row,
    'area_km2' as column_name,
    area_km2::varchar as value,
    'municipality_code=' || municipality_code || ' as_of=' || as_of as row_key,
    nearest_as_of || ' の面積は ' || nearest || ' km² です（2％以上の違い）' as expected,
    'of ' || nearest_as_of || ' the area is ' || nearest || ' km², more than 2 % away'
        as expected_en
from pair
where abs(area_km2 - nearest) > 0.5 and abs(area_km2 - nearest) >= nearest * 0.02
