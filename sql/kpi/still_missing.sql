/*
title: 次の年度までに要るもの
title_en: What is still missing up to the next year
question: 毎年の出典のうち、何がまだ登録されていないか
grain: [source_id, table_name, year]
columns:
  source_id: {label: 出典ID, label_en: Source ID}
  table_name: {label: 表, label_en: Table}
  source: {label: 資料, label_en: Source}
  source_en: {label: 資料（英語）, label_en: Source (English)}
  title: {label: 表の名, label_en: Name of the table}
  title_en: {label: 表の名（英語）, label_en: Name of the table (English)}
  year: {label: 年度・年, label_en: Year, unit: 年, note: 年度は始まる年。次の年は登録された数値の最後の年から数える, note_en: "A fiscal year is named by the year it begins in; the next follows the last registered"}
  year_label: {label: 年度・年の書き方, label_en: Year as written}
  year_label_en: {label: 年度・年の書き方（英語）, label_en: Year as written (English)}
  expected_count: {label: 要る行, label_en: Rows due, unit: 行}
  registered_count: {label: 登録, label_en: Registered, unit: 行, note: 実績として登録された行, note_en: "Rows registered as actual"}
  provisional_count: {label: 見込・予定, label_en: Planned, unit: 行, note: 実績が届けば置き換わる行, note_en: "Rows that actual figures will replace"}
  undecided_count: {label: 未定, label_en: Undecided, unit: 行}
  missing_count: {label: 未登録, label_en: Missing, unit: 行}
  open_rows: {label: 実績のない行, label_en: Rows without a settled figure, note: 20行を超えるときは初めの5行, note_en: "The first five where there are more than twenty"}
  open_rows_en: {label: 実績のない行（英語）, label_en: Rows without a settled figure (English)}
  ask: {label: 聞く先, label_en: Whom to ask}
  ask_en: {label: 聞く先（英語）, label_en: Whom to ask (English)}
  as_of: {label: 時点, label_en: As of, note: 登録されている資料の時点, note_en: "As of the documents registered"}
  note: {label: 注記, label_en: Note}
  note_en: {label: 注記（英語）, label_en: Note (English)}
*/
with awaited as (
    select
        *,
        -- 地域｜事業: told as 地域（事業／事業）
        split_part(row_label, '｜', 1) as place,
        split_part(row_label, '｜', 2) as item,
        split_part(row_label_en, ' | ', 1) as place_en,
        split_part(row_label_en, ' | ', 2) as item_en,
        -- of a long list the first are told: those of the regions' own prefectures, then by key
        row_number() over (
            partition by source_id, table_name, year
            order by
                split_part(row_label, '｜', 1) in (
                    select home.prefecture from kpi.home_prefecture as home
                ) desc,
                row_key
        ) as nth,
        count(*) over (partition by source_id, table_name, year) as open_count
    from expected_row
    where state <> 'registered'
),

placed as (
    select
        source_id,
        table_name,
        year,
        place,
        max(open_count) as open_count,
        place || case
            when max(item) = '' then '' else '（' || string_agg(item, '／' order by row_key) || '）'
        end as said,
        max(place_en) || case
            when max(item_en) = '' then ''
            else ' (' || string_agg(item_en, '; ' order by row_key) || ')'
        end as said_en
    from awaited
    where open_count <= 20 or nth <= 5
    group by source_id, table_name, year, place
),

listed as (
    select
        source_id,
        table_name,
        year,
        max(open_count) as open_count,
        string_agg(said, '、' order by place) as open_rows,
        string_agg(said_en, ', ' order by place) as open_rows_en
    from placed
    group by source_id, table_name, year
),

counted as (
    select
        source_id,
        table_name,
        year,
        title,
        title_en,
        ask,
        ask_en,
        fiscal,
        count(*) as expected_count,
        count(*) filter (where state = 'registered') as registered_count,
        count(*) filter (where state = 'provisional') as provisional_count,
        count(*) filter (where state = 'undecided') as undecided_count,
        count(*) filter (where state = 'missing') as missing_count,
        max(note) as note,
        max(note_en) as note_en
    from expected_row
    group by source_id, table_name, year, title, title_en, ask, ask_en, fiscal
)

select
    counted.source_id,
    counted.table_name,
    source.title as source,
    source.title_en as source_en,
    counted.title,
    counted.title_en,
    counted.year,
    case
        when counted.fiscal and counted.year > 2019
            then '令和' || (counted.year - 2018) || '年度（' || counted.year || '年度）'
        when counted.fiscal then counted.year || '年度'
        else counted.year || '年'
    end as year_label,
    case when counted.fiscal then 'FY' || counted.year else counted.year::varchar end
        as year_label_en,
    counted.expected_count,
    counted.registered_count,
    counted.provisional_count,
    counted.undecided_count,
    counted.missing_count,
    listed.open_rows
    || case when listed.open_count > 20 then ' ほか' || (listed.open_count - 5) || '行' else '' end
        as open_rows,
    listed.open_rows_en
    || case
        when listed.open_count > 20 then ' and ' || (listed.open_count - 5) || ' more' else ''
    end as open_rows_en,
    counted.ask,
    counted.ask_en,
    source.as_of,
    counted.note,
    counted.note_en
from counted
inner join source on counted.source_id = source.source_id
inner join listed
    on
        counted.source_id = listed.source_id
        and counted.table_name = listed.table_name
        and counted.year = listed.year
