/*
title: 年齢のわからない人が総数の15％を超えない
title_en: Those of unknown age are no more than 15 % of the total
severity: doubt
scope: row
note: 三つの区分がそろう表だけ。2015年と2020年の国勢調査の全市区町村で最も多いのは14.0％（2020年の所沢市）。区分の値の入れ違いや欠けた桁は、ここに現れる。
*/
with place as (
    select
        municipality_code,
        year,
        series,
        sex,
        max(population) filter (where age_group = 'total') as total,
        sum(population) filter (where age_group in ('0-14', '15-64', '65+'))::bigint as classes,
        count(*) filter (where age_group in ('0-14', '15-64', '65+')) as class_count,
        max(source_row) filter (where age_group = 'total') as source_row
    from population_age
    group by municipality_code, year, series, sex
)

select
    source_row,
    'population' as column_name,
    total::varchar as value,
    'municipality_code=' || municipality_code || ' year=' || year || ' series=' || series
    || ' sex=' || sex as row_key,
    '0～14歳・15～64歳・65歳以上の合計は ' || format('{:,}', classes) || ' 人で、年齢のわからない人が '
    || round(100 * (total - classes) / total, 1) || '％ になります' as expected,
    'the classes 0-14, 15-64 and 65+ add up to ' || format('{:,}', classes) || ', which leaves '
    || round(100 * (total - classes) / total, 1) || ' % of unknown age' as expected_en
from place
where class_count = 3 and total > 0 and total - classes > 0.15 * total
