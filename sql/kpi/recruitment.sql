/*
title: 専門職の採用
title_en: Recruitment of specialists
question: 採用は前の年度と比べてどう変わったか（最も新しい2年度）
grain: [region_id, occupation_id]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  region: {label: 地域, label_en: Region}
  region_en: {label: 地域（英語）, label_en: Region (English)}
  occupation_id: {label: 職種ID, label_en: Occupation ID}
  occupation: {label: 職種, label_en: Occupation}
  occupation_en: {label: 職種（英語）, label_en: Occupation (English)}
  first_year: {label: 前の年度, label_en: First fiscal year, unit: 年度}
  first_headcount: {label: 前の年度の人数, label_en: Headcount in the first year, unit: 人}
  second_year: {label: 後の年度, label_en: Second fiscal year, unit: 年度}
  second_headcount: {label: 後の年度の人数, label_en: Headcount in the second year, unit: 人}
  change: {label: 増減, label_en: Change, unit: 人}
  second_measure: {label: 後の年度の区分, label_en: Measure of the second year, note: unclear は実績か目標か資料では判別できない, note_en: "unclear: the document does not tell whether it is a result or a target"}
  measure_note: {label: 注記, label_en: Note}
  measure_note_en: {label: 注記（英語）, label_en: Note (English)}
*/
with one_a_year as (
    select
        *,
        -- a year told twice: the result before what is unclear before the target
        row_number() over (
            partition by region_id, occupation_id, fiscal_year
            order by case measure when 'hired' then 1 when 'unclear' then 2 else 3 end
        ) as choice
    -- the table, not this view of the same name
    from main.recruitment
),

ranked as (
    select
        *,
        row_number() over (
            partition by region_id, occupation_id order by fiscal_year desc
        ) as nth_last,
        count(*) over (partition by region_id, occupation_id) as years
    from one_a_year
    where choice = 1
)

select
    earlier.region_id,
    region.name as region,
    region.name_en as region_en,
    earlier.occupation_id,
    occupation.name as occupation,
    occupation.name_en as occupation_en,
    earlier.fiscal_year as first_year,
    earlier.headcount as first_headcount,
    later.fiscal_year as second_year,
    later.headcount as second_headcount,
    later.headcount - earlier.headcount as change,
    later.measure as second_measure,
    later.note as measure_note,
    case
        when later.measure = 'unclear'
            then
                'The second column stands under "target" while the caption speaks of results'
                || ' as of 1 April 2024: which of the two it is cannot be told.'
    end as measure_note_en
from ranked as earlier
inner join region on earlier.region_id = region.region_id
inner join occupation on earlier.occupation_id = occupation.occupation_id
left join ranked as later
    on
        earlier.region_id = later.region_id
        and earlier.occupation_id = later.occupation_id
        and earlier.nth_last = 2 and later.nth_last = 1
where earlier.nth_last = 2 or earlier.years = 1
