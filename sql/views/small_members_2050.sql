/*
title: 2千人未満の構成市町村（2050年推計と2020年）
title_en: Members under 2,000 residents (projected for 2050, and in 2020)
question: 2050年推計で2千人未満の市町村は、どの地域に多いか
question_en: Which regions are projected to have most members under 2,000 residents in 2050?
grain: [region_id]
chart: {kind: ranked_bar, value: small_2050, label: name}
checks:
  - range: {small_2050: [0, 1800], small_2020: [0, 1800]}
notes: [二つ以上の地域に入る市町村は、それぞれの地域で数える。地域の数は足し合わせない]
notes_en: [A municipality of two regions or more counts in each; do not add the regions up]
sources: [ipss_projection_2023, census_1980_2020]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  small_2050: {label: 2千人未満（2050年推計）, label_en: "Under 2,000 in 2050 (projection)", unit: 市町村, unit_en: municipalities}
  small_2020: {label: 2千人未満（2020年）, label_en: "Under 2,000 in 2020", unit: 市町村, unit_en: municipalities}
  newly_small: {label: 2050年までに2千人未満になる推計, label_en: "Falling under 2,000 by 2050 (projected)", unit: 市町村, unit_en: municipalities, note: 2020年は2千人以上, note_en: "Not under 2,000 in 2020"}
  member_count: {label: 構成市町村数, label_en: Members, unit: 市町村, unit_en: municipalities}
*/
select
    region_id,
    name,
    name_en,
    members_under_2000_in_2050 as small_2050,
    members_under_2000_in_2020 as small_2020,
    members_newly_under_2000 as newly_small,
    member_count
from kpi.region_overview
where state = 'present'
order by small_2050 desc nulls last, sort_order asc
