/*
title: 現在の市区町村で見た数値
title_en: Figures by the present municipalities
question: 合併などでなくなった市区町村の数値を、いまの市区町村に加えるとどうなるか
grain: [municipality_code, measure, series, year, item]
columns:
  municipality_code: {label: 団体コード, label_en: Municipality code}
  measure: {label: 数値の種類, label_en: Kind of figure, note: kpi.municipality_figure と同じ, note_en: "As in kpi.municipality_figure"}
  series: {label: 系列, label_en: Series}
  year: {label: 年, label_en: Year, unit: 年}
  item: {label: 内訳, label_en: Item}
  as_of: {label: 時点, label_en: As of}
  value: {label: 値, label_en: Value, unit: （種類による）, unit_en: (of the kind), note: 変更より前の数値は、なくなった市区町村のものを加える。その一つでも値がなければ空欄。資料が初めから新しい区域で出しているものはそのまま, note_en: "Figures from before a change have those of the municipalities that ended added; empty if one of them has none; a document that has the new boundaries from the start stays as it is"}
  carried: {label: 加えた市区町村, label_en: Municipalities added, unit: 市区町村, note: 0はそのままの値, note_en: "0: as the document has it"}
*/
with target as (
    select distinct present_code as municipality_code
    from kpi.municipality_successor
),

-- the figures that a present municipality can have: those of its own, and those of what became part of it
wanted as (
    select
        coalesce(gone.present_code, figure.municipality_code) as municipality_code,
        figure.measure,
        figure.series,
        figure.year,
        figure.item,
        max(figure.as_of) as as_of
    from kpi.municipality_figure as figure
    left join kpi.municipality_successor as gone on figure.municipality_code = gone.old_code
    where
        gone.present_code is not null
        or figure.municipality_code in (select target.municipality_code from target)
    group by all
),

covered as (
    select distinct
        municipality_code,
        measure,
        series
    from kpi.municipality_figure
),

part as (
    select
        wanted.municipality_code,
        wanted.measure,
        wanted.series,
        wanted.year,
        wanted.item,
        former.value,
        -- not there although its document has it elsewhere, and it had not ended by then
        former.value is null
        and wanted.as_of < gone.changed_on
        and covered.municipality_code is not null as lacking
    from wanted
    inner join kpi.municipality_successor as gone on wanted.municipality_code = gone.present_code
    left join kpi.municipality_figure as former
        on
            gone.old_code = former.municipality_code
            and wanted.measure = former.measure
            and wanted.series = former.series
            and wanted.year = former.year
            and wanted.item = former.item
    left join covered
        on
            gone.old_code = covered.municipality_code
            and wanted.measure = covered.measure
            and wanted.series = covered.series
),

added as (
    select
        municipality_code,
        measure,
        series,
        year,
        item,
        sum(value) as value,
        count(value) as carried,
        bool_or(lacking) as lacking
    from part
    group by municipality_code, measure, series, year, item
)

select
    municipality_code,
    measure,
    series,
    year,
    item,
    as_of,
    value,
    0 as carried
from kpi.municipality_figure
where municipality_code not in (select target.municipality_code from target)
union all
select
    wanted.municipality_code,
    wanted.measure,
    wanted.series,
    wanted.year,
    wanted.item,
    wanted.as_of,
    case
        when added.lacking or (own.value is null and added.carried = 0) then null
        -- its own is lacking where it was there already
        when
            own.value is null
            and coalesce(municipality.valid_from <= wanted.as_of, municipality.valid_from is null)
            then null
        else coalesce(own.value, 0) + coalesce(added.value, 0)
    end as value,
    added.carried
from wanted
inner join added
    on
        wanted.municipality_code = added.municipality_code
        and wanted.measure = added.measure
        and wanted.series = added.series
        and wanted.year = added.year
        and wanted.item = added.item
left join kpi.municipality_figure as own
    on
        wanted.municipality_code = own.municipality_code
        and wanted.measure = own.measure
        and wanted.series = own.series
        and wanted.year = own.year
        and wanted.item = own.item
left join municipality on wanted.municipality_code = municipality.municipality_code
