/*
title: 取組がなかった年度のある事業
title_en: Projects with years without activity
question: どの事業に、取組のない年度があるか
question_en: Which projects have years without activity?
grain: [project_id]
chart: {kind: ranked_bar, value: idle_years, label: project}
filters: [region]
checks:
  - range: {idle_years: [1, null]}
notes: [資料が「なし」と記す年度。検討中・未定・統合の年度は数えない]
notes_en: ["Years for which the document says there was none; years under review, undecided or merged are not counted"]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  region: {label: 地域, label_en: Region}
  region_en: {label: 地域（英語）, label_en: Region (English)}
  project_id: {label: 事業ID, label_en: Project ID}
  project: {label: 事業, label_en: Project}
  project_en: {label: 事業（英語）, label_en: Project (English)}
  idle_years: {label: 取組のない年度, label_en: Years without activity, unit: 年度, unit_en: fiscal years}
*/
select
    region_id,
    region,
    region_en,
    project_id,
    name as project,
    name_en as project_en,
    count(*) as idle_years
from kpi.project_timeline
where state = 'none'
group by region_id, region, region_en, region_order, project_id, name, name_en
order by idle_years desc, region_order asc, project_id asc
