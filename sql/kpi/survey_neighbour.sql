/*
title: 調査の対象の近隣
title_en: Neighbours among those asked
question: 同じ連携地域か同じ管内の市町村はどこか
grain: [survey_id, municipality_code, neighbour_code]
columns:
  survey_id: {label: 調査ID, label_en: Survey ID}
  municipality_code: {label: 団体コード, label_en: Municipality code}
  neighbour_code: {label: 近隣の団体コード, label_en: Municipality code of the neighbour}
  neighbour: {label: 近隣の市町村, label_en: Neighbour}
  neighbour_en: {label: 近隣の市町村（英語）, label_en: Neighbour (English)}
  area_level: {label: 何を共にするか, label_en: What they share, note: region 連携地域・subprefecture 出先機関の管内。両方なら連携地域, note_en: "region, or subprefecture (bureau); region where both"}
*/
-- both places a pair may share; the nearer one, the region, counts
select
    here.survey_id,
    here.municipality_code,
    there.municipality_code as neighbour_code,
    there.municipality as neighbour,
    there.municipality_en as neighbour_en,
    min(here.area_level) as area_level
from kpi.survey_area as here
inner join kpi.survey_area as there
    on
        here.survey_id = there.survey_id
        and here.area_level = there.area_level
        and here.area_id = there.area_id
        and here.municipality_code <> there.municipality_code
where here.area_level in ('region', 'subprefecture')
group by
    here.survey_id,
    here.municipality_code,
    there.municipality_code,
    there.municipality,
    there.municipality_en
