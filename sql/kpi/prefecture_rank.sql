/*
title: 都道府県の指標と順位
title_en: Indicators and ranks of prefectures
question: ある都道府県は、ほかの都道府県とどう違うか
grain: [prefecture_code, indicator_id]
columns:
  prefecture_code: {label: 都道府県コード, label_en: Prefecture code}
  prefecture: {label: 都道府県, label_en: Prefecture}
  prefecture_en: {label: 都道府県（英語）, label_en: Prefecture (English)}
  indicator_id: {label: 指標ID, label_en: Indicator ID}
  indicator: {label: 指標, label_en: Indicator}
  indicator_en: {label: 指標（英語）, label_en: Indicator (English)}
  unit: {label: 単位, label_en: Unit}
  unit_en: {label: 単位（英語）, label_en: Unit (English)}
  decimals: {label: 小数の桁, label_en: Decimals, unit: 桁}
  sort_order: {label: 並び順, label_en: Order, unit: 番目}
  year: {label: 年, label_en: Year, unit: 年, note: 職員と人口の年（最も新しい国勢調査の年）。ほかの指標は空欄（名にある）, note_en: "Of staff and of the residents it is set against (the newest census year); empty for other indicators, whose name has it"}
  value: {label: 値, label_en: Value, unit: （単位の列による）, unit_en: (see the column of units), note: 値のない市区町村が一つでもあれば空欄, note_en: "Empty where any municipality has none"}
  known: {label: 値のある市区町村, label_en: Municipalities with a figure, unit: 市区町村, note: 職員は都道府県の値で、空欄, note_en: "Empty for staff, which is told by prefecture"}
  members: {label: 市区町村数, label_en: Municipalities, unit: 市区町村}
  place: {label: 順位, label_en: Rank, unit: 位, unit_en: place, note: 大きい順。同じ値は同じ順位, note_en: "Largest first; equal values share a rank"}
  sharing: {label: 同じ値の都道府県, label_en: Prefectures with the same value, unit: 都道府県, unit_en: prefectures}
  prefectures: {label: 値のある都道府県, label_en: Prefectures with a value, unit: 都道府県, unit_en: prefectures}
  median: {label: 中央値, label_en: Median, unit: （単位の列による）, unit_en: (see the column of units)}
  highest: {label: 最も大きい値, label_en: Highest value, unit: （単位の列による）, unit_en: (see the column of units)}
  lowest: {label: 最も小さい値, label_en: Lowest value, unit: （単位の列による）, unit_en: (see the column of units)}
*/
with named as (
    select distinct
        prefecture_code,
        prefecture,
        prefecture_en
    from municipality
),

valued as (
    select
        area_id as prefecture_code,
        indicator_id,
        indicator,
        indicator_en,
        unit,
        unit_en,
        decimals,
        sort_order,
        null::bigint as year,
        value,
        known,
        members
    from kpi.area_indicator
    where area_level = 'prefecture' and indicator_group in ('figures', 'both')
    union all
    select
        area_code as prefecture_code,
        department as indicator_id,
        department_name || '：人口1万人当たり（' || year || '年）' as indicator,
        department_name_en || ' per 10,000 residents (' || year || ')' as indicator_en,
        '人' as unit,
        'persons' as unit_en,
        1 as decimals,
        case department when 'general_administration_municipalities' then 100 else 101 end
            as sort_order,
        year,
        per_10000_residents as value,
        null as known,
        null as members
    from kpi.staff_trend
    where
        department in (
            'general_administration_municipalities', 'general_administration_prefecture'
        )
        and year = (select max(counted.population_year) from kpi.staff_trend as counted)
),

-- ranks are those of the values as they are printed
ranked as (
    select
        valued.*,
        rank() over (
            partition by valued.indicator_id
            order by round(valued.value, valued.decimals) desc nulls last
        ) as placed,
        count(*) over (
            partition by valued.indicator_id, round(valued.value, valued.decimals)
        ) as alike
    from valued
),

ends as (
    select
        indicator_id,
        count(value) as prefectures,
        median(value) as median,
        max(value) as highest,
        min(value) as lowest
    from valued
    group by indicator_id
)

select
    ranked.prefecture_code,
    named.prefecture,
    named.prefecture_en,
    ranked.indicator_id,
    ranked.indicator,
    ranked.indicator_en,
    ranked.unit,
    ranked.unit_en,
    ranked.decimals,
    ranked.sort_order,
    ranked.year,
    ranked.value,
    ranked.known,
    ranked.members,
    case when ranked.value is not null then ranked.placed end as place,
    case when ranked.value is not null then ranked.alike end as sharing,
    ends.prefectures,
    ends.median,
    ends.highest,
    ends.lowest
from ranked
inner join named using (prefecture_code)
inner join ends using (indicator_id)
