/*
title: 一人当たり交付額の増減と、不足と記された職種
title_en: Change of the grant per resident, and occupations reported short
question: 職種の不足を記す地域で、一人当たり交付額は減ったか
question_en: Did the grant per resident fall where occupations are reported short?
grain: [region_id]
chart: {kind: dumbbell, label: name, first: first_yen, second: last_yen, first_year: first_fiscal_year, second_year: last_fiscal_year}
sources: [census_1980_2020]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  first_fiscal_year: {label: 最初の年度, label_en: First fiscal year, unit: 年度, unit_en: fiscal year}
  first_yen: {label: 最初の一人当たり交付額, label_en: Per resident at first, unit: 円/人, unit_en: yen/person}
  last_fiscal_year: {label: 最後の年度, label_en: Last fiscal year, unit: 年度, unit_en: fiscal year}
  last_yen: {label: 最後の一人当たり交付額, label_en: Per resident at last, unit: 円/人, unit_en: yen/person}
  shortage_count: {label: 不足と記された職種, label_en: Occupations reported short, unit: 職種, unit_en: occupations, note: 資料に一度だけ載り、増えたかは分からない, note_en: Listed once in the document; whether it grew cannot be told}
*/
with actual as (
    select * from kpi.disbursement_by_year  -- planned is no change yet; of several schemes the latest
    where status = 'actual' and line = ''
    qualify scheme_id = arg_max(scheme_id, fiscal_year) over (partition by region_id)
)

select
    earlier.region_id,
    earlier.name,
    earlier.name_en,
    earlier.fiscal_year as first_fiscal_year,
    earlier.yen_per_resident as first_yen,
    max(later.fiscal_year) as last_fiscal_year,
    max_by(later.yen_per_resident, later.fiscal_year) as last_yen,
    overview.shortage_count
from actual as earlier
inner join actual as later using (region_id)
inner join kpi.region_overview as overview on earlier.region_id = overview.region_id
where earlier.grant_year = 1 and earlier.fiscal_year < later.fiscal_year
group by all
order by overview.shortage_count desc, min(earlier.region_order) asc
