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
select
    old_code,
    new_code as present_code,
    changed_on,
    same_body
from kpi.municipality_succession
where valid_to is null
