/*
title: 職員数の見通し（採用がこのまま続くとき）
title_en: Outlook for staff if hiring stays as it is
question: 採用が今のまま続けば、職種ごとの職員は5年後・10年後に何人か
grain: [survey_id, area_level, area_id, occupation_id, years_ahead]
columns:
  survey_id: {label: 調査ID, label_en: Survey ID}
  sample: {label: 見本データ, label_en: Sample data, note: 作りものの回答, note_en: "invented answers"}
  area_level: {label: 地域の段階, label_en: Level of the area, note: all 対象全体・subprefecture 出先機関の管内・region 連携地域, note_en: "all, subprefecture (bureau), region"}
  area_id: {label: 地域ID, label_en: Area ID}
  area: {label: 地域, label_en: Area}
  area_en: {label: 地域（英語）, label_en: Area (English)}
  occupation_id: {label: 職種ID, label_en: Occupation ID}
  occupation: {label: 職種, label_en: Occupation}
  occupation_en: {label: 職種（英語）, label_en: Occupation (English)}
  sort_order: {label: 職種の並び順, label_en: Order of occupations, unit: 番目}
  years_ahead: {label: 何年後, label_en: Years ahead, unit: 年}
  base_year: {label: 調査の年, label_en: Year of the survey, unit: 年}
  year: {label: 見通しの年, label_en: Year of the outlook, unit: 年}
  answered: {label: 現員・退職見込み・採用のすべてに答えた市町村, label_en: 'Municipalities that told present, leavers and hired', unit: 市町村}
  asked: {label: 対象, label_en: Asked, unit: 市町村}
  present: {label: 現員, label_en: Present, unit: 人, note: 三つのすべてに答えた市町村の合計。退職見込みと採用も同じ, note_en: "total over the municipalities that told all three; so are leavers and hired"}
  leavers_5y: {label: 5年以内の退職見込み, label_en: Leavers expected in 5 years, unit: 人}
  hired: {label: 年間の採用, label_en: Hired per year, unit: 人}
  low: {label: 職員数（下限）, label_en: Staff (low), unit: 人, note: 中心は現員−退職見込み×年数÷5＋採用×年数。上下の幅は、その率を1年分の採用・5年分の退職から見積もる不確かさと、これからの年の偶然とを合わせたもの（docs/survey.md）。0より小さくしない, note_en: "the middle is present, less leavers x years/5, plus hired x years; the range joins the uncertainty of rates taken from one year's hiring and five years' leavers with the chance of the years ahead (docs/survey.en.md); never below 0"}
  high: {label: 職員数（上限）, label_en: Staff (high), unit: 人}
  missing_reason: {label: 見通しのない理由, label_en: Why there is no outlook}
  population_year: {label: 今の人口の年, label_en: Year of the population now, unit: 年, note: 将来推計のうち調査の年に最も近い年, note_en: "the year of the projection nearest to that of the survey"}
  population: {label: 今の人口（推計）, label_en: Population now (projection), unit: 人, note: 答えた市町村の合計。推計のない市町村があれば空欄, note_en: "total over those that answered; empty where one has no projection"}
  later_population_year: {label: 見通しの人口の年, label_en: Year of the later population, unit: 年}
  later_population: {label: 見通しの人口（推計）, label_en: Later population (projection), unit: 人}
  residents_per_staff: {label: 職員1人当たり住民（今）, label_en: Residents per staff now, unit: 人}
  residents_per_staff_low: {label: 職員1人当たり住民（下限）, label_en: Residents per staff (low), unit: 人, note: 見通しの人口 ÷ 職員数の上限, note_en: "later population over the high number of staff"}
  residents_per_staff_high: {label: 職員1人当たり住民（上限）, label_en: Residents per staff (high), unit: 人, note: 見通しの人口 ÷ 職員数の下限。下限が0人なら空欄, note_en: "later population over the low number of staff; empty where that is 0"}
*/
with figure as (
    select
        survey_id,
        area_level,
        area_id,
        occupation_id,
        max(asked) as asked,
        max(answered) as answered,
        max(value) filter (where question_id = 'present') as present,
        max(value) filter (where question_id = 'leavers_5y') as leavers_5y,
        max(value) filter (where question_id = 'hired') as hired,
        -- told of all three, or the outlook of none
        max(missing_reason) as missing_reason
    from kpi.survey_figure
    where together = 'outlook' and area_level <> 'municipality' and occupation_id <> ''
    group by survey_id, area_level, area_id, occupation_id
),

year as (
    select
        survey_id,
        sample,
        extract(year from coalesce(fielded_from, fielded_to)) as base_year
    from survey
),

ahead as (
    select 5 as years_ahead
    union all
    select 10 as years_ahead
),

horizon as (
    select
        year.survey_id,
        year.sample,
        year.base_year,
        ahead.years_ahead,
        year.base_year + ahead.years_ahead as year,
        -- the projection is of every fifth year: the nearest one, the same distance apart
        (floor((year.base_year + 2) / 5.0) * 5)::integer as population_year,
        (floor((year.base_year + 2) / 5.0) * 5)::integer + ahead.years_ahead
            as later_population_year
    from year
    cross join ahead
),

-- whose figures these are: those that told all three, without those left out
told as (
    select
        answer.survey_id,
        answer.municipality_code,
        answer.occupation_id
    from survey_answer as answer
    left join survey_total as total
        on
            answer.survey_id = total.survey_id
            and answer.question_id = total.question_id
            and answer.occupation_id = total.occupation_id
            and total.area_level = 'all'
            and total.together = 'outlook'
    where
        answer.question_id in ('present', 'leavers_5y', 'hired')
        and (answer.value is not null or answer.missing_reason = 'suppressed')
        and coalesce(total.left_out, '') not like '%' || answer.municipality_code || '%'
    group by answer.survey_id, answer.municipality_code, answer.occupation_id
    having count(*) = 3
),

resident as (
    select
        area.survey_id,
        area.area_level,
        area.area_id,
        told.occupation_id,
        population.year,
        count(*) as counted,
        sum(population.population)::bigint as population
    from kpi.survey_area as area
    inner join told
        on
            area.survey_id = told.survey_id
            and area.municipality_code = told.municipality_code
    inner join population
        on
            area.municipality_code = population.municipality_code
            and population.series = 'projection'
            and population.age_group = 'total'
    where area.area_level <> 'municipality'
    group by
        area.survey_id,
        area.area_level,
        area.area_id,
        told.occupation_id,
        population.year
),

place as (
    select distinct
        survey_id,
        area_level,
        area_id,
        area,
        area_en
    from kpi.survey_area
),

matched as (
    select
        figure.*,
        place.area,
        place.area_en,
        figure.missing_reason is null as held
    from figure
    inner join place
        on
            figure.survey_id = place.survey_id
            and figure.area_level = place.area_level
            and figure.area_id = place.area_id
),

-- counts of one period (n) and how many such periods lie ahead (t): hiring is told of one year,
-- leaving of five
flow as (
    select
        matched.*,
        horizon.sample,
        horizon.years_ahead,
        horizon.base_year,
        horizon.year,
        horizon.population_year,
        horizon.later_population_year,
        case when matched.missing_reason is null then matched.hired end as come,
        horizon.years_ahead::double as come_periods,
        case when matched.missing_reason is null then matched.leavers_5y end as gone,
        horizon.years_ahead / 5.0 as gone_periods
    from matched
    inner join horizon on matched.survey_id = horizon.survey_id
),

-- Limits of a Poisson count to come of which only n in one period is known, by square roots:
-- (sqrt(t(n +- 1/2)) +- sqrt(1 + t))^2: twice the chance of the years ahead and that of the year counted
-- together (simulated in tests/sql/test_staff_range.py). How often it holds is not told: rates are not steady
limited as (
    select
        *,
        pow(
            greatest(sqrt(come_periods * greatest(come - 0.5, 0)) - sqrt(1 + come_periods), 0), 2
        ) as come_low,
        pow(sqrt(come_periods * (come + 0.5)) + sqrt(1 + come_periods), 2) as come_high,
        pow(
            greatest(sqrt(gone_periods * greatest(gone - 0.5, 0)) - sqrt(1 + gone_periods), 0), 2
        ) as gone_low,
        pow(sqrt(gone_periods * (gone + 0.5)) + sqrt(1 + gone_periods), 2) as gone_high,
        present - gone * gone_periods + come * come_periods as centre
    from flow
),

bounded as (
    select
        *,
        -- both can go wrong at once: squares are added; outwards to whole persons
        greatest(
            floor(
                centre - sqrt(
                    pow(come * come_periods - come_low, 2) + pow(gone_high - gone * gone_periods, 2)
                )
            ), 0
        )::bigint as low,
        greatest(
            ceil(
                centre + sqrt(
                    pow(come_high - come * come_periods, 2) + pow(gone * gone_periods - gone_low, 2)
                )
            ), 0
        )::bigint as high
    from limited
)

select
    bounded.survey_id,
    bounded.sample,
    bounded.area_level,
    bounded.area_id,
    bounded.area,
    bounded.area_en,
    bounded.occupation_id,
    occupation.name as occupation,
    occupation.name_en as occupation_en,
    occupation.sort_order,
    bounded.years_ahead,
    bounded.base_year,
    bounded.year,
    bounded.answered,
    bounded.asked,
    case when bounded.held then bounded.present::bigint end as present,
    case when bounded.held then bounded.leavers_5y::bigint end as leavers_5y,
    case when bounded.held then bounded.hired::bigint end as hired,
    case when bounded.centre is not null then bounded.low end as low,
    case when bounded.centre is not null then bounded.high end as high,
    bounded.missing_reason,
    bounded.population_year,
    case when now.counted = bounded.answered then now.population end as population,
    bounded.later_population_year,
    case when later.counted = bounded.answered then later.population end as later_population,
    case
        when now.counted = bounded.answered and bounded.held
            then 1.0 * now.population / nullif(bounded.present, 0)
    end as residents_per_staff,
    case
        when later.counted = bounded.answered and bounded.centre is not null
            then 1.0 * later.population / nullif(bounded.high, 0)
    end as residents_per_staff_low,
    case
        when later.counted = bounded.answered and bounded.centre is not null
            then 1.0 * later.population / nullif(bounded.low, 0)
    end as residents_per_staff_high
from bounded
inner join survey_occupation as occupation
    on
        bounded.survey_id = occupation.survey_id
        and bounded.occupation_id = occupation.occupation_id
left join resident as now
    on
        bounded.survey_id = now.survey_id
        and bounded.area_level = now.area_level
        and bounded.area_id = now.area_id
        and bounded.occupation_id = now.occupation_id
        and bounded.population_year = now.year
left join resident as later
    on
        bounded.survey_id = later.survey_id
        and bounded.area_level = later.area_level
        and bounded.area_id = later.area_id
        and bounded.occupation_id = later.occupation_id
        and bounded.later_population_year = later.year
