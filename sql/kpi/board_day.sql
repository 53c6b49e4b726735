/*
title: 構成の基準日
title_en: Day of the memberships
question: ボードのいう「現在」は、いつか（構成市町村と地域の有無は、この日で見る）
grain: [scope]
columns:
  scope: {label: 範囲, label_en: Scope, note: つねに board（ボード全体）, note_en: "always board, the whole of it"}
  day: {label: 基準日, label_en: Day, note: 構成市町村・脱退・解散・合併を記した資料のうち最も新しいものの時点。時計は使わない。時点のある資料がなければ空欄, note_en: "The newest as-of of the documents that tell who is a member, who left, what was dissolved and what merged, never the clock; empty where none of them has one"}
*/
select
    'board' as scope,
    max(source.as_of) as day
from source
where
    source.source_id in (
        select file.source_id
        from source_file as file
        where file.table_name in (
            'region_member', 'region_member_end', 'region_end', 'municipality_change'
        )
    )
