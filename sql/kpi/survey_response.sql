/*
title: 調査の回答の状況
title_en: Response to surveys
question: 調査に、どれだけの市町村が答えたか
grain: [survey_id, area_level, area_id]
columns:
  survey_id: {label: 調査ID, label_en: Survey ID}
  title: {label: 調査, label_en: Survey}
  title_en: {label: 調査（英語）, label_en: Survey (English)}
  fielded_from: {label: 開始, label_en: From}
  fielded_to: {label: 終了, label_en: To}
  sample: {label: 見本データ, label_en: Sample data, note: 作りものの回答, note_en: "invented answers"}
  area_level: {label: 地域の段階, label_en: Level of the area, note: all 対象全体・subprefecture 出先機関の管内・region 連携地域, note_en: "all, subprefecture (bureau), region"}
  area_id: {label: 地域ID, label_en: Area ID}
  level_order: {label: 段階の並び順, label_en: Order of levels, unit: 番目}
  area: {label: 地域, label_en: Area}
  area_en: {label: 地域（英語）, label_en: Area (English)}
  asked: {label: 対象, label_en: Asked, unit: 市町村}
  returned: {label: 回答, label_en: Returned, unit: 市町村, note: 確認が済み、登録した回答, note_en: "returns that hold and are registered"}
  open_count: {label: 確認中, label_en: To be mended, unit: 市町村, note: 届いたが、直すところがあり登録していない, note_en: "arrived, but cannot be registered before it is mended"}
  none_count: {label: 未提出, label_en: No return, unit: 市町村}
  response_pct: {label: 回答率, label_en: Response rate, unit: ％, note: 登録した回答 ÷ 対象, note_en: "returns registered over municipalities asked"}
*/
select
    area.survey_id,
    survey.title,
    survey.title_en,
    survey.fielded_from,
    survey.fielded_to,
    survey.sample,
    area.area_level,
    area.area_id,
    area.level_order,
    area.area,
    area.area_en,
    count(*) as asked,
    count(*) filter (where survey_return.state = 'held') as returned,
    count(*) filter (where survey_return.state = 'open') as open_count,
    count(*) filter (where coalesce(survey_return.state, 'none') = 'none') as none_count,
    100.0 * count(*) filter (where survey_return.state = 'held') / count(*) as response_pct
from kpi.survey_area as area
inner join survey on area.survey_id = survey.survey_id
left join survey_return
    on
        area.survey_id = survey_return.survey_id
        and area.municipality_code = survey_return.municipality_code
where area.area_level <> 'municipality'
group by
    area.survey_id,
    survey.title,
    survey.title_en,
    survey.fielded_from,
    survey.fielded_to,
    survey.sample,
    area.area_level,
    area.area_id,
    area.level_order,
    area.area,
    area.area_en
