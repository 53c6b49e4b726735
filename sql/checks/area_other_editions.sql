/*
title: 面積がほかの版の面積と1割以上違わない
title_en: An area is within a tenth of the same municipality's area in another edition
severity: doubt
scope: row
note: 2015年から2026年までに5％より大きく変わった市区町村は2つ（境界の確定と火山島）。1割は数字の入れ違いか別の市町村の値を疑う。1 km² より小さい差は除く。
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
    nearest_as_of || ' の面積は ' || nearest || ' km² です（1割以上の違い）' as expected,
    'of ' || nearest_as_of || ' the area is ' || nearest || ' km², more than a tenth away'
        as expected_en
from pair
where abs(area_km2 - nearest) >= 1 and abs(area_km2 - nearest) >= nearest / 10
