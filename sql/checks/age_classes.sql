/*
title: 年齢の表の三つの区分は総数を超えず、75歳以上は65歳以上を超えない
title_en: The three classes of a table by age do not exceed its total, nor those of 75 and over those of 65 and over
severity: error
scope: row
note: 年齢のわからない人がいるので、三つの区分の合計は総数より小さくてよい（unknown_age が割合を見る）。
*/
with place as (
    select
        municipality_code,
        year,
        series,
        sex,
        max(population) filter (where age_group = 'total') as total,
        sum(population) filter (where age_group in ('0-14', '15-64', '65+'))::bigint as classes,
        max(population) filter (where age_group = '65+') as older,
        max(population) filter (where age_group = '75+') as oldest,
        max(source_row) filter (where age_group = 'total') as total_row,
        max(source_row) filter (where age_group = '75+') as oldest_row
    from population_age
    group by municipality_code, year, series, sex
)

select
    if(classes > total, total_row, oldest_row) as source_row,
    'population' as column_name,
    if(classes > total, total, oldest)::varchar as value,
    'municipality_code=' || municipality_code || ' year=' || year || ' series=' || series
    || ' sex=' || sex as row_key,
    if(
        classes > total,
        '0～14歳・15～64歳・65歳以上の合計は ' || format('{:,}', classes) || ' 人で、総数を超えます',
        '65歳以上の ' || format('{:,}', older) || ' 人を超えます'
    ) as expected,
    if(
        classes > total,
        'the classes 0-14, 15-64 and 65+ add up to ' || format('{:,}', classes)
        || ', more than the total',
        'more than the ' || format('{:,}', older) || ' of 65 and over'
    ) as expected_en
from place
where classes > total or oldest > older
