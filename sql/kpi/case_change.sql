/*
title: 事例の前後の変化
title_en: Cases before and after
question: 他県の連携は、何をどれだけ変えたか
grain: [case_id, measure]
columns:
  case_id: {label: 事例ID, label_en: Case ID}
  title: {label: 事例, label_en: Case}
  title_en: {label: 事例（英語）, label_en: Case (English)}
  measure: {label: 指標, label_en: Measure}
  measure_en: {label: 指標（英語）, label_en: Measure (English)}
  unit: {label: 単位, label_en: Unit}
  unit_en: {label: 単位（英語）, label_en: Unit (English)}
  first_period: {label: 前の時期（原文）, label_en: First period as printed}
  first_period_en: {label: 前の時期（英語）, label_en: First period (English)}
  first_year: {label: 前の年, label_en: First year, unit: 年度}
  first_value: {label: 前の値, label_en: First value, unit: （単位の列による）}
  last_period: {label: 後の時期（原文）, label_en: Last period as printed}
  last_period_en: {label: 後の時期（英語）, label_en: Last period (English)}
  last_year: {label: 後の年, label_en: Last year, unit: 年度}
  last_value: {label: 後の値, label_en: Last value, unit: （単位の列による）, note: 一時点だけの指標は空欄, note_en: "Empty for a measure told of one date only"}
  basis: {label: 値の根拠, label_en: Basis of the values, note: printed すべて資料のとおり・inferred 値か単位か時期のどれかが読み取り, note_en: "printed: all as in the document; inferred: a value, its unit or its period is a reading"}
  change: {label: 増減, label_en: Change, unit: （単位の列による）, note: 前後で単位が違うものは空欄, note_en: "Empty where the unit differs between the two dates"}
  change_pct: {label: 増減率, label_en: Change in per cent, unit: ％, note: 前の値が0以下のものは空欄, note_en: "Empty where the earlier value is 0 or below"}
*/
with dated as (
    select
        *,
        -- in the order of the years where all have one, else as the document lists them
        case when count(year) over same = count(*) over same then year end as known_year
    from case_measure
    where value is not null
    window same as (partition by case_id, measure)
),

ranked as (
    select
        *,
        row_number() over (
            partition by case_id, measure order by known_year, sort_order, period
        ) as nth,
        count(*) over (partition by case_id, measure) as periods
    from dated
)

select
    earlier.case_id,
    cooperation_case.title,
    cooperation_case.title_en,
    earlier.measure,
    earlier.measure_en,
    earlier.unit,
    earlier.unit_en,
    nullif(earlier.period, '') as first_period,
    earlier.period_en as first_period_en,
    earlier.year as first_year,
    earlier.value as first_value,
    nullif(later.period, '') as last_period,
    later.period_en as last_period_en,
    later.year as last_year,
    later.value as last_value,
    case
        when 'inferred' in (earlier.basis, later.basis) then 'inferred'
        else earlier.basis
    end as basis,
    case
        when coalesce(later.unit, '') = coalesce(earlier.unit, '')
            then later.value - earlier.value
    end as change,
    case
        when coalesce(later.unit, '') = coalesce(earlier.unit, '') and earlier.value > 0
            then 100.0 * (later.value - earlier.value) / earlier.value
    end as change_pct
from ranked as earlier
inner join cooperation_case on earlier.case_id = cooperation_case.case_id
left join ranked as later
    on
        earlier.case_id = later.case_id
        and earlier.measure = later.measure
        and later.nth = later.periods and later.nth > 1
where earlier.nth = 1
