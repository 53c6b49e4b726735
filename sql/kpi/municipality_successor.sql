/*
title: 廃止された団体コードの行き先
title_en: What became of codes that ended
question: 基準日までに合併などでなくなった市区町村は、いまどの市区町村か
grain: [old_code]
columns:
  old_code: {label: 前の団体コード, label_en: Former code}
  present_code: {label: 現在の団体コード, label_en: Present code, note: 二つ以上に分かれたものは、値を移せないため入らない, note_en: "One that was split is not among them: its figures cannot be carried over"}
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
    arg_max(new_code, last_on) as present_code,
    min(changed_on) as changed_on,
    bool_and(same_body) as same_body
from path
group by old_code
