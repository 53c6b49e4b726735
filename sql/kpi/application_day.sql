/*
title: 国の制度への参加をみる日
title_en: Day on which membership in national schemes is looked at
question: 各年度の交付の申請はいつか（記録がなければ年度の初日とみなす）
grain: [region_id, scheme_id, fiscal_year]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  scheme_id: {label: 制度ID, label_en: Scheme ID}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度}
  day: {label: 日, label_en: Day, note: 手続きの記録にある交付申請の日。なければその年度の4月1日, note_en: "The day of the application in the records of steps, else 1 April of that year"}
  recorded: {label: 記録された日か, label_en: Recorded, note: いいえは年度の初日とみなしたもの, note_en: "No: 1 April is taken in its place"}
*/
select
    disbursement.region_id,
    disbursement.scheme_id,
    disbursement.fiscal_year,
    coalesce(max(step_record.done_on), make_date(disbursement.fiscal_year, 4, 1)) as day,
    max(step_record.done_on) is not null as recorded
from disbursement
left join step_record
    on
        disbursement.region_id = step_record.region_id
        and disbursement.fiscal_year = step_record.fiscal_year
        and step_record.step_id = 'application'
group by disbursement.region_id, disbursement.scheme_id, disbursement.fiscal_year
