/*
title: 廃止された団体コードの、日ごとの行き先
title_en: What codes that ended were from day to day
question: 合併などでなくなった市区町村は、いつからいつまで、どの市区町村であったか
grain: [old_code, new_code]
columns:
  old_code: {label: 前の団体コード, label_en: Former code}
  new_code: {label: 後の団体コード, label_en: Later code, note: 二つ以上に分かれたものは、値を移せないため入らない, note_en: "One that was split is not among them: its figures cannot be carried over"}
  valid_from: {label: 始まり, label_en: From}
  valid_to: {label: 終わり, label_en: Until, note: 後の団体もなくなった日。空欄は続いている, note_en: "The day on which the later one ended too; empty: it goes on"}
  changed_on: {label: 変更日, label_en: Changed on, note: 前のコードがなくなった日, note_en: "The day on which the former code ended"}
  same_body: {label: 同じ団体, label_en: Same body, note: 名称や市制などの変更だけで、団体は続いている, note_en: "Only its name or status changed: the body goes on"}
*/
with recursive change as (
    select
        moved.old_code,
        moved.new_code,
        moved.changed_on,
        moved.kind in ('renaming', 'status') as same_body
    from municipality_change as moved
    cross join kpi.board_day as board
    where
        moved.kind not in ('boundary', 'split') and moved.old_code <> moved.new_code
        and coalesce(moved.changed_on <= board.day, true)
    -- split among several: none of them is what it was
    qualify count(distinct moved.new_code) over (partition by moved.old_code) = 1
),

path as (
    select
        old_code,
        new_code,
        changed_on,
        changed_on as last_on,
        same_body
    from change
    union all
    select
        path.old_code,
        change.new_code,
        path.changed_on,
        change.changed_on as last_on,
        path.same_body and change.same_body as same_body
    from path
    inner join change on path.new_code = change.old_code and path.last_on < change.changed_on
)

select
    old_code,
    new_code,
    last_on as valid_from,
    lead(last_on) over (partition by old_code order by last_on nulls first) as valid_to,
    changed_on,
    same_body
from path
