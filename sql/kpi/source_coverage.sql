/*
title: 出典ごとの範囲
title_en: Coverage of the sources
question: それぞれの資料は、どの年とどれだけの地域を覆うか
grain: [source_id]
columns:
  source_id: {label: 出典ID, label_en: Source ID}
  first_year: {label: 最初の年, label_en: First year, unit: 年, note: 年のない資料は空欄, note_en: "Empty where the document gives no year"}
  last_year: {label: 最後の年, label_en: Last year, unit: 年, note: 推計を含む, note_en: "Projections included"}
  covered: {label: 対象の数, label_en: How many are covered, unit: （対象の列による）}
  covered_kind: {label: 対象, label_en: What is covered, note: municipality 市区町村・prefecture 都道府県・region 連携地域と団体・case 事例・occupation 職種, note_en: "municipality, prefecture, region (regions and bodies), case, occupation"}
*/
with held as (
    select
        source_id,
        year,
        municipality_code as code,
        'municipality' as kind
    from population
    union all
    select
        source_id,
        year(as_of) as year,
        municipality_code as code,
        'municipality' as kind
    from area
    union all
    select
        source_id,
        null as year,
        municipality_code as code,
        'municipality' as kind
    from municipality
    union all
    select
        source_id,
        year,
        area_code as code,
        area_level as kind
    from staff
    union all
    select
        source_id,
        null as year,
        region_id as code,
        'region' as kind
    from region
    union all
    select
        source_id,
        fiscal_year as year,
        region_id as code,
        'region' as kind
    from disbursement
    union all
    select
        project_year.source_id,
        project_year.fiscal_year as year,
        project.region_id as code,
        'region' as kind
    from project_year
    inner join project on project_year.project_id = project.project_id
    union all
    select
        source_id,
        year,
        case_id as code,
        'case' as kind
    from case_measure
    union all
    select
        source_id,
        null as year,
        case_id as code,
        'case' as kind
    from cooperation_case
    union all
    select
        source_id,
        null as year,
        occupation_id as code,
        'occupation' as kind
    from occupation
),

-- a source may cover several kinds: they are never added up, the most numerous is told
counted as (
    select
        source_id,
        kind,
        count(distinct code) as covered,
        row_number() over (partition by source_id order by count(distinct code) desc, kind) as place
    from held
    where source_id is not null
    group by source_id, kind
)

select
    counted.source_id,
    min(held.year) as first_year,
    max(held.year) as last_year,
    counted.covered,
    counted.kind as covered_kind
from counted
inner join held on counted.source_id = held.source_id
where counted.place = 1
group by counted.source_id, counted.covered, counted.kind
