/*
title: 事業の年度別の状態
title_en: Projects by fiscal year
question: どの事業が、どの年度に何をしたか
grain: [project_id, fiscal_year]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  region_order: {label: 地域の並び順, label_en: Order of regions, unit: 番目}
  region: {label: 地域, label_en: Region}
  region_en: {label: 地域（英語）, label_en: Region (English)}
  project_id: {label: 事業ID, label_en: Project ID}
  name: {label: 事業, label_en: Project}
  name_en: {label: 事業（英語）, label_en: Project (English)}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度}
  state: {label: 状態, label_en: State, note: done 実施・planned 予定・under_review 検討中・undecided 未定・merged 統合・none なし, note_en: "done, planned, under_review, undecided, merged into another, none"}
  activity_count: {label: 取組数, label_en: Activities, unit: 件, note: 検討中・未定・統合の年度は空欄, note_en: "Empty for years under review, undecided or merged"}
  activities: {label: 取組, label_en: Activities in words}
  instructors: {label: 講師, label_en: Instructors, note: 記載のない年度は空, note_en: Empty where none is named}
  as_printed: {label: 原文の表記, label_en: As printed}
  note: {label: 注記, label_en: Note}
  source_id: {label: 出典ID, label_en: Source ID}
  source_ref: {label: 資料の見出し, label_en: Heading in the document}
  source_row: {label: 転記ファイルと行, label_en: Transcribed file and row}
*/
select
    project.region_id,
    region.sort_order as region_order,
    region.name as region,
    region.name_en as region_en,
    project_year.project_id,
    project.name,
    project.name_en,
    project_year.fiscal_year,
    project_year.state,
    case
        when project_year.state in ('done', 'planned', 'none') then len(project_year.activities)
    end as activity_count,
    array_to_string(project_year.activities, '、') as activities,
    array_to_string(project_year.instructors, '、') as instructors,
    project_year.as_printed,
    project_year.note,
    project_year.source_id,
    project_year.source_ref,
    project_year.source_row
from project_year
inner join project on project_year.project_id = project.project_id
inner join region on project.region_id = region.region_id
