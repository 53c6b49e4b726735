/*
title: 部門別職員数（2001年＝100）
title_en: Staff by department (2001 = 100)
question: 地域の属する都道府県（二つ以上なら合計）では、どの部門の職員が減り、どの部門が増えたか
question_en: Which departments lost staff in the prefectures of the regions, and which gained?
grain: [department_name, year]
chart: {kind: lines, x: year, value: staff_index, series: department_name}
checks:
  - not_null: [headcount, staff_index]
  - range: {year: [2001, 2100]}
sources: [staff_quota_survey]
notes: [2001年に部門の区分が変わったと見られ、それより前の年とは続かない]
notes_en: [Departments seem to have been reclassified in 2001; earlier years do not compare]
columns:
  department_name: {label: 部門, label_en: Department}
  department_name_en: {label: 部門（英語）, label_en: Department (English)}
  year: {label: 年, label_en: Year, unit: 年, unit_en: year}
  staff_index: {label: 職員数の指数, label_en: Staff index, unit: 2001年＝100, unit_en: 2001 = 100}
  headcount: {label: 職員数, label_en: Staff, unit: 人, unit_en: persons}
*/
select
    department_name,
    department_name_en,
    year,
    100.0 * sum(headcount) / nullif(
        first_value(sum(headcount)) over (partition by department order by year), 0
    ) as staff_index,
    sum(headcount)::bigint as headcount
from kpi.staff_trend
where
    area_code in (select home.prefecture_code from kpi.home_prefecture as home)
    and first_year = 2001 and year >= first_year
group by department, department_name, department_name_en, year
order by department, year
