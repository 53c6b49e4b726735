/*
title: 交付金の手続き
title_en: Steps of the grant's year
question: どの地域に、いつ、どの手続きがあり、済んだか
grain: [region_id, scheme_id, step_id, fiscal_year]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  region_order: {label: 地域の並び順, label_en: Order of regions, unit: 番目}
  scheme_id: {label: 規則の制度ID, label_en: Scheme ID of the rules}
  step_id: {label: 手続きID, label_en: Step ID}
  step: {label: 手続き, label_en: Step (Japanese)}
  step_en: {label: 手続き（英語）, label_en: Step}
  step_order: {label: 手続きの並び順, label_en: Order of steps, unit: 番目}
  recurs: {label: 繰り返し, label_en: Recurs, note: fiscal_year 年度ごと・first_year 最初の年度・period 期間ごと, note_en: "fiscal_year, first_year, period"}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度, note: 期間ごとの手続きは期日の属する年度, note_en: "Of a step of a period: the fiscal year of its due day"}
  due_on: {label: 期日, label_en: Due on, note: 規則から計算した日。指定された期日があればその日, note_en: "Worked out from the rules, or the day that was set"}
  due_basis: {label: 期日の根拠, label_en: Basis of the due day, note: printed 資料か記録に書かれた期日・inferred 資料の言い方からの推定, note_en: "printed: in the rule or in a record; inferred from how the document puts it"}
  due_missing: {label: 期日のない理由, label_en: Why there is no due day, note: not_set 別に指定（未入力）・no_deadline 期限の定めなし, note_en: "not_set, no_deadline"}
  amended_on: {label: 起算の後の改定, label_en: Amended since, note: 期間ごとの手続きの起算となる協定・ビジョンが、その後に改められた日。期間が改まったかは資料にない。更新の記録があれば空欄, note_en: "Of a step of a period: when what it is counted from was amended; no document says whether that began the period anew. Empty where a renewal is recorded"}
  done_on: {label: 済んだ日, label_en: Done on}
  recorded: {label: 年度の記録がある, label_en: The year is recorded, note: その地域のその年度に手続きの記録が一つでもあるか, note_en: "Whether the region has any record of a step in that year"}
  article: {label: 条, label_en: Article}
  note: {label: 注記, label_en: Note}
*/
with year_of as (
    select
        region_id,
        scheme_id,
        fiscal_year
    from kpi.disbursement_by_year
    union
    select
        step_record.region_id,
        region_scheme.scheme_id,
        step_record.fiscal_year
    from step_record
    inner join region_scheme
        on
            step_record.region_id = region_scheme.region_id
            and coalesce(
                region_scheme.valid_from < make_date(step_record.fiscal_year + 1, 4, 1), true
            )
            and coalesce(region_scheme.valid_to > make_date(step_record.fiscal_year, 4, 1), true)
    inner join scheme_step
        on
            region_scheme.scheme_id = scheme_step.scheme_id
            and step_record.step_id = scheme_step.step_id
    where scheme_step.recurs <> 'period'
),

kept as (
    select
        region_id,
        fiscal_year
    from step_record
    group by region_id, fiscal_year
),

first_year as (
    select
        region_id,
        scheme_id,
        min(fiscal_year) as fiscal_year
    from year_of
    group by region_id, scheme_id
),

yearly as (
    select
        year_of.region_id,
        scheme_step.scheme_id,
        scheme_step.step_id,
        year_of.fiscal_year
    from year_of
    inner join scheme_step on year_of.scheme_id = scheme_step.scheme_id
    inner join first_year
        on year_of.region_id = first_year.region_id and year_of.scheme_id = first_year.scheme_id
    where
        scheme_step.recurs = 'fiscal_year'
        or (scheme_step.recurs = 'first_year' and year_of.fiscal_year = first_year.fiscal_year)
),

dated as (
    select
        yearly.region_id,
        yearly.scheme_id,
        yearly.step_id,
        yearly.fiscal_year,
        case scheme_step.starts
            when 'agreement_on' then region.agreement_on
            when 'vision_on' then region.vision_on
            else started.done_on
        end as starts_on,
        record.due_on as set_on,
        coalesce(
            record.done_on,
            case scheme_step.done_by
                when 'agreement_on' then region.agreement_on
                when 'vision_on' then region.vision_on
            end
        ) as done_on
    from yearly
    inner join scheme_step
        on yearly.scheme_id = scheme_step.scheme_id and yearly.step_id = scheme_step.step_id
    inner join region on yearly.region_id = region.region_id
    left join step_record as record
        on
            yearly.region_id = record.region_id
            and yearly.fiscal_year = record.fiscal_year
            and yearly.step_id = record.step_id
    left join step_record as started
        on
            yearly.region_id = started.region_id
            and yearly.fiscal_year = started.fiscal_year
            and scheme_step.starts = 'step:' || started.step_id
),

of_year as (
    select
        dated.region_id,
        dated.scheme_id,
        dated.step_id,
        dated.fiscal_year,
        dated.done_on,
        dated.set_on,
        coalesce(
            dated.set_on,
            least(
                dated.starts_on
                + coalesce(scheme_step.after_years, 0) * interval '1' year
                + coalesce(scheme_step.after_days, 0) * interval '1' day,
                make_date(
                    dated.fiscal_year
                    + scheme_step.next_year::integer
                    + (scheme_step.month_day < '04-01')::integer,
                    left(scheme_step.month_day, 2)::integer,
                    right(scheme_step.month_day, 2)::integer
                )
            )::date
        ) as due_on
    from dated
    inner join scheme_step
        on dated.scheme_id = scheme_step.scheme_id and dated.step_id = scheme_step.step_id
),

-- what was renewed begins its period anew
renewed as (
    select
        region_id,
        step_id,
        max(done_on) as done_on
    from step_record
    group by region_id, step_id
),

of_period as (
    select
        region.region_id,
        scheme_step.scheme_id,
        scheme_step.step_id,
        -- who is no longer under the scheme, or is no more, has nothing due
        region_scheme.valid_to as until,
        (
            coalesce(
                renewed.done_on,
                case scheme_step.starts
                    when 'agreement_on' then region.agreement_on
                    when 'vision_on' then region.vision_on
                end
            ) + scheme_step.after_years * interval '1' year
        )::date as due_on,
        case
            when renewed.done_on is not null then null
            when scheme_step.starts = 'vision_on' and region.vision_amended_on > region.vision_on
                then region.vision_amended_on
            when
                scheme_step.starts = 'agreement_on'
                and region.agreement_amended_on > region.agreement_on
                then region.agreement_amended_on
        end as amended_on
    from scheme_step
    inner join region_scheme on scheme_step.scheme_id = region_scheme.scheme_id
    inner join region on region_scheme.region_id = region.region_id
    left join renewed
        on region.region_id = renewed.region_id and scheme_step.step_id = renewed.step_id
    where scheme_step.recurs = 'period'
),

step as (
    select
        region_id,
        scheme_id,
        step_id,
        fiscal_year,
        due_on,
        null::date as amended_on,
        done_on,
        set_on
    from of_year
    union all
    select
        region_id,
        scheme_id,
        step_id,
        (year(due_on) - (month(due_on) < 4)::integer)::bigint as fiscal_year,
        due_on,
        amended_on,
        null as done_on,
        null as set_on
    from of_period
    where due_on is not null and coalesce(due_on < until, true)
)

select
    step.region_id,
    region.name,
    region.name_en,
    region.sort_order as region_order,
    step.scheme_id,
    step.step_id,
    scheme_step.name as step,
    coalesce(scheme_step.name_en, scheme_step.name) as step_en,
    scheme_step.sort_order as step_order,
    scheme_step.recurs,
    step.fiscal_year,
    step.due_on,
    case
        when step.set_on is not null then 'printed'
        when step.due_on is not null then scheme_step.deadline_basis
    end as due_basis,
    case
        when step.due_on is null and scheme_step.deadline = 'none' then 'no_deadline'
        when step.due_on is null then 'not_set'
    end as due_missing,
    step.amended_on,
    step.done_on,
    kept.region_id is not null as recorded,
    scheme_step.article,
    scheme_step.note
from step
inner join region on step.region_id = region.region_id
inner join scheme_step
    on step.scheme_id = scheme_step.scheme_id and step.step_id = scheme_step.step_id
left join kept on step.region_id = kept.region_id and step.fiscal_year = kept.fiscal_year
