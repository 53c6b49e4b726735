/*
title: 地域の存続
title_en: Term of the regions
question: 地域はいつからいつまであり、その数値はいつの構成市町村によるか
grain: [region_id]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  valid_from: {label: 始まり, label_en: From, note: 資料にあればその日、なければ協定締結日。空欄は初めから, note_en: "As told, else the day of the agreement; empty: from the beginning"}
  valid_to: {label: 解散日, label_en: Dissolved on, note: この日から地域はない。空欄は続いている, note_en: "From this day on there is no such region; empty: it goes on"}
  state: {label: 状態, label_en: State, note: present 現在ある・dissolved 解散した・to_come これから始まる（基準日による）, note_en: "present, dissolved, to_come (on the day of the memberships)"}
  members_on: {label: 構成の時点, label_en: Members as of, note: 数値を出す構成市町村の日。解散した地域はその前日、これから始まる地域は始まる日, note_en: "The day on whose members the figures stand; of a dissolved region the day before, of one to come its first day"}
*/
select
    region.region_id,
    region.valid_from,
    region.valid_to,
    case
        when region.valid_to <= board.day or (region.valid_to is not null and board.day is null)
            then 'dissolved'
        when region.valid_from > board.day then 'to_come'
        else 'present'
    end as state,
    case
        when region.valid_to <= board.day or (region.valid_to is not null and board.day is null)
            then region.valid_to - 1
        when region.valid_from > board.day
            then region.valid_from
        else board.day
    end as members_on
from region
cross join kpi.board_day as board
