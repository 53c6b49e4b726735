/*
title: 検討中の年度に交付の見込がある事業
title_en: Projects under review in a year with a planned grant
question: どの事業が、交付の見込がある年度に「検討中」か
question_en: Which projects are "under review" in a year for which a grant is planned?
grain: [project_id, fiscal_year]
chart: {kind: table, label: project}
filters: [region, year]
checks:
  - not_null: [planned_yen]
  - range: {planned_yen: [1, null]}
notes: [見込額は地域全体のもので、事業ごとの額は資料にない。合計しない。制度が二つあれば、その年度の見込の合計]
notes_en: [The planned grant is that of the whole region; the document gives none per project. Not to be added up. Of two schemes the sum of the year]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  region: {label: 地域, label_en: Region}
  region_en: {label: 地域（英語）, label_en: Region (English)}
  project_id: {label: 事業ID, label_en: Project ID}
  project: {label: 事業, label_en: Project}
  project_en: {label: 事業（英語）, label_en: Project (English)}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度, unit_en: fiscal year}
  planned_yen: {label: 地域の見込額, label_en: Planned grant of the region, unit: 円, unit_en: yen}
*/
select
    timeline.region_id,
    timeline.region,
    timeline.region_en,
    timeline.project_id,
    timeline.name as project,
    timeline.name_en as project_en,
    timeline.fiscal_year,
    sum(planned.amount_yen)::bigint as planned_yen
from kpi.project_timeline as timeline
inner join kpi.disbursement_by_year as planned using (region_id, fiscal_year)
where
    timeline.state = 'under_review' and planned.status = 'planned'
    and planned.amount_yen > 0 and planned.line = ''
group by all
order by min(timeline.region_order), timeline.project_id
