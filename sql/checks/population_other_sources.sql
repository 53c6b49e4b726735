/*
title: 人口が同じころのほかの人口（国勢調査・速報・住民基本台帳・推計）のどれとも大きく違わない
title_en: A population is not far from every other one of those years (census, preliminary, register, projection)
severity: doubt
scope: row
note: 前後5年の同じ市区町村の人口と比べる。どれよりも1.4倍以上大きいか、どれよりも1.4分の1以下のときに疑う（比べる年が一つなら1.5倍）。数字の入れ違い（51,418 と 15,418）、別の市町村の値、内訳を重ねた合計は5倍の検査では見つからない。1,000人（2倍以上なら200人）より小さい差と、5倍以上の差（population_neighbours）は除く。0人と推計そのものは疑わない。
*/
with pair as (
    select
        mine.municipality_code,
        mine.year,
        mine.series,
        mine.population,
        mine.source_row,
        other.year as other_year,
        other.series as other_series,
        other.edition as other_edition,
        other.population as other_population,
        other.population > mine.population as is_larger,
        greatest(mine.population, other.population)
        / least(mine.population, other.population) as times,
        abs(mine.population - other.population) as difference
    from population as mine
    inner join population as other
        on
            mine.municipality_code = other.municipality_code
            and abs(mine.year - other.year) <= 5
            and (mine.year <> other.year or mine.series <> other.series)
    where
        mine.age_group = 'total' and other.age_group = 'total'
        and mine.series <> 'projection'
        and mine.population > 0 and other.population > 0
),

judged as (
    select
        municipality_code,
        year,
        series,
        max(population) as population,
        max(source_row) as source_row,
        min(times) as times,
        min(difference) as difference,
        count(distinct other_year) as years,
        bool_and(is_larger) or not bool_or(is_larger) as is_one_sided,
        arg_min(other_population, times) as nearest,
        arg_min(other_year, times) as nearest_year,
        arg_min(other_edition, times) as nearest_edition
    from pair
    group by municipality_code, year, series
)

select
    source_row,
    'population' as column_name,
    population::varchar as value,
    'municipality_code=' || municipality_code || ' year=' || year || ' series=' || series
        as row_key,
    'いちばん近い値でも ' || format('{:,}', nearest) || ' 人（' || nearest_year || '年、' || nearest_edition
    || '）で、' || round(times, 2) || ' 倍違います。数字の入れ違い、別の市町村の値、内訳の重なりを確かめます' as expected,
    'even the nearest other figure is ' || format('{:,}', nearest) || ' (' || nearest_year || ', '
    || nearest_edition || '), ' || round(times, 2)
    || ' times away: look for swapped digits, another town, parts counted twice' as expected_en
from judged
where
    is_one_sided
    and times >= if(years > 1, 1.4, 1.5)
    and times < 5
    and difference >= if(times >= 2, 200, 1000)
