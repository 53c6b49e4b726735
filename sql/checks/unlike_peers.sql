/*
title: 人口（年齢の区分も）と職員数が、ほかの年や資料の同じ値と、同じくらいの規模の団体でみられるほどしか違わない
title_en: Residents, those of an age and staff differ from other years and sources no more than those of places of that size do
severity: doubt
scope: row
note: |
  前後の年の値、その増減を延ばした値と、前後5年のほかの系列（国勢調査・住民基本台帳・推計）の値を見込みとする。値の見込みに対する比が、規模の近い団体（250～499団体、足りなければ全団体）の比の中央値から、5％点・95％点までの2.5倍（250団体に満たなければ4倍、見込みが一つならその2倍）以上離れ、どの見込みからも同じ向きのときに疑う。しきい値は読み込んだ値から決まる。団体が40に満たないときは1.4倍（見込みが一つなら1.5倍）以上、200人（職員は30人）以上の差で疑う。10人より小さい差、人口の総数と職員数の5倍以上の差（population_neighbours、staff_neighbours）、推計そのもの、1,000人に満たない年齢の区分の5倍以上の差は疑わない。
*/
-- kind: what is compared with its like; line: years of it that follow each other
with age as (
    select
        municipality_code,
        year,
        series,
        edition,
        sex,
        age_group,
        population,
        source_row
    from population_age
    union all
    select
        municipality_code,
        year,
        series,
        edition,
        'both' as sex,
        age_group,
        population,
        source_row
    from population
    where series = 'projection'
),

figure as (
    select
        'population' as column_name,
        'residents' as kind,
        municipality_code as place,
        series,
        regexp_replace(series, '_preliminary$', '') as line,
        edition,
        year,
        population::double as figure,
        200 as least,
        source_row,
        concat_ws(
            ' ',
            'municipality_code=' || municipality_code,
            'year=' || year,
            'series=' || series
        ) as row_key
    from population
    where age_group = 'total' and population > 0
    union all
    select
        'headcount' as column_name,
        area_level || department as kind,
        area_code as place,
        'staff' as series,
        'staff' as line,
        '' as edition,
        year,
        headcount::double as figure,
        30 as least,
        source_row,
        'area_code=' || area_code || ' year=' || year || ' department=' || department as row_key
    from staff
    where headcount > 0
    union all
    select
        'population' as column_name,
        sex || age_group as kind,
        municipality_code as place,
        series,
        series as line,  -- noqa: AL08
        edition,
        year,
        population::double as figure,
        200 as least,
        source_row,
        concat_ws(
            ' ',
            'municipality_code=' || municipality_code,
            'year=' || year,
            'series=' || series,
            'sex=' || sex,
            'age_group=' || age_group
        ) as row_key
    from age
    where age_group <> 'total' and population > 0
),

near as (
    select
        *,
        ln(figure) as size,
        lag(size) over years as before_1,
        lag(size, 2) over years as before_2,
        lead(size) over years as after_1,
        lead(size, 2) over years as after_2
    from figure
    window years as (partition by kind, place, line order by year)
),

prospect as (
    select
        near.*,
        basis.basis,
        basis.basis_ja,
        basis.basis_en,
        case basis.basis
            when 'before' then near.before_1
            when 'after' then near.after_1
            when 'onward' then 2 * near.before_1 - near.before_2
            else 2 * near.after_1 - near.after_2
        end as prospective
    from near
    cross join (
        values
        ('before', '一つ前の値', 'the figure before it'),
        ('after', '一つ後の値', 'the figure after it'),
        ('onward', 'それまでの増減を延ばした値', 'the change before it, carried on'),
        ('backward', 'その後の増減をさかのぼらせた値', 'the change after it, carried back')
    ) as basis (basis, basis_ja, basis_en)
    union all
    select
        mine.*,
        other.line as basis,
        other.year || '年の' || other.edition || 'の値' as basis_ja,
        other.edition || ', ' || other.year as basis_en,
        ln(other.figure) as prospective
    from near as mine
    inner join figure as other
        on
            mine.kind = other.kind and mine.place = other.place and mine.line <> other.line
            and abs(mine.year - other.year) <= 5
    qualify
        row_number() over (
            partition by mine.kind, mine.place, mine.series, mine.year, other.line
            order by abs(mine.year - other.year), other.year
        ) = 1
),

ranked as (
    select
        *,
        size - prospective as off,
        count(*) over alike as places,
        row_number() over (
            partition by kind, series, year, basis order by prospective, place
        ) as position
    from prospect
    where prospective is not null and series <> 'projection'
    window alike as (partition by kind, series, year, basis)
),

compared as (
    select
        *,
        count(*) over peers as peer_count,
        median(off) over peers as middle,
        quantile_cont(off, 0.05) over peers as low,
        quantile_cont(off, 0.95) over peers as high
    from ranked
    window peers as (
        partition by
            kind, series, year, basis, (position - 1) * greatest(places // 250, 1) // places
    )
),

judged as (
    select
        *,
        count(*) over own as bases,
        exp(abs(off)) as times,
        abs(figure - exp(prospective)) as difference,
        -- 1: as far off as is doubted
        if(
            peer_count >= 40,
            abs(off - middle)
            / nullif(if(off > middle, high - middle, middle - low), 0)
            / if(bases > 1, 1, 2) / if(peer_count >= 250, 2.5, 4),
            if(difference >= least, abs(off) / ln(if(bases > 1, 1.4, 1.5)), 0)
        ) as degree,
        off > if(peer_count >= 40, middle, 0) as is_larger
    from compared
    window own as (partition by kind, place, series, year)
),

closest as (
    select * from judged
    window own as (partition by kind, place, series, year)
    qualify
        min(degree) over own >= 1
        and (
            min(times) over own < 5
            -- classes of age have no check of magnitude
            or (
                min(exp(prospective)) over own >= 1000
                and kind in (select age.sex || age.age_group from age)
            )
        )
        and min(difference) over own >= 10
        and (bool_and(is_larger) over own or not bool_or(is_larger) over own)
        and row_number() over (partition by kind, place, series, year order by degree, basis) = 1
)

select
    source_row,
    column_name,
    figure::bigint::varchar as value,
    row_key,
    basis_ja || ' ' || format('{:,}', round(exp(prospective))::bigint) || ' 人に対して '
    || format('{:.2f}', exp(off)) || ' 倍です。'
    || if(
        peer_count < 40,
        '',
        '規模の近い ' || peer_count || ' 団体の9割は ' || format('{:.2f}', exp(low)) || '～'
        || format('{:.2f}', exp(high)) || ' 倍でした。'
    ) || '数字の入れ違い、桁の過不足、別の団体の値、内訳の重なりを確かめます' as expected,
    format('{:.2f}', exp(off)) || ' times '
    || format('{:,}', round(exp(prospective))::bigint) || ' (' || basis_en || ')'
    || if(
        peer_count < 40,
        '',
        '; of ' || peer_count || ' places of that size nine in ten are within '
        || format('{:.2f}', exp(low)) || ' to ' || format('{:.2f}', exp(high))
    ) || ': look for swapped digits, a digit too many or too few, another place, parts twice'
        as expected_en
from closest
