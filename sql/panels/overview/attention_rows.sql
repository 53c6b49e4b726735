-- The transcribed rows behind: Where must we look? Of each kind of point those that it follows from.
with point as (
    select * from attention_point
    where len($within) = 0 or list_contains($within, region_id)
),

of_region as (
    select
        grant_row.* exclude (region_order, status),
        point.kind
    from point
    inner join grant_row on point.region_id = grant_row.region_id
    where
        point.kind in ('rule', 'last_year')
        or (point.kind = 'full_cap' and grant_row.status = 'actual')
        or (
            point.kind in ('undecided', 'no_grant', 'accepted')
            and point.fiscal_year = grant_row.fiscal_year
        )
    union all by name
    select
        region.name || ' ' || occupation.name || ' ' || hired.fiscal_year || '年度' as what,
        region.name_en || ', ' || occupation.name_en || ', FY' || hired.fiscal_year as what_en,
        hired.* exclude (occupation_id, measure, headcount)
    from point
    inner join recruitment as hired on point.region_id = hired.region_id
    inner join region on point.region_id = region.region_id
    inner join occupation on hired.occupation_id = occupation.occupation_id
    where point.kind in ('unclear', 'target')
    union all by name
    select
        work.name || ' ' || work.fiscal_year || '年度' as what,
        work.name_en || ', FY' || work.fiscal_year as what_en,
        work.as_printed,
        work.source_id,
        work.source_ref,
        work.source_row,
        work.note
    from point
    inner join kpi.project_timeline as work
        on point.region_id = work.region_id and point.fiscal_year = work.fiscal_year
    where point.kind = 'no_grant' and work.state = 'done'
    union all by name
    select people.*
    from point
    inner join standing_member as member on point.region_id = member.region_id
    inner join population_row as people on member.municipality_code = people.municipality_code
    where
        point.kind = 'half' and people.age_group = 'total'
        and (people.series, people.year) in (('census', 2020), ('projection', 2050))
    union all by name
    select due_row.*
    from point
    inner join due_row
        on
            point.attention_id
            = 'step-' || due_row.region_id || '-' || due_row.step_id || '-' || due_row.fiscal_year
    union all by name
    select
        region.name as what,
        region.name_en as what_en,
        printed.as_printed,
        printed.source_id,
        printed.source_ref,
        printed.source_row,
        printed.note
    from point
    inner join region on point.region_id = region.region_id
    inner join region_printed as printed on point.region_id = printed.region_id
    where
        point.kind in ('rule', 'beginning')
        and printed.column_name in ('agreement_on', 'vision_on')
    union all by name
    select
        region.name || ' 構成市町村' as what,
        region.name_en || ', member' as what_en,
        member.* exclude (municipality_code, joined_on, joined_basis, left_on)
    from point
    inner join region on point.region_id = region.region_id
    inner join region_member as member on point.region_id = member.region_id
    where point.kind in ('leaving', 'joining')
)

select distinct
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from of_region
order by source_row, what
