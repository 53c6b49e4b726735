-- Which documents do the figures come from?
with files as (
    select
        source_id,
        sum(row_count)::bigint as row_count,
        count(*) as file_count
    from source_file
    group by source_id
),

mended as (
    select
        source_id,
        count(*) as corrections
    from correction
    group by source_id
)

select
    source.*,
    coverage.covered,
    coverage.covered_kind,
    coverage.first_year || case
        when coverage.last_year > coverage.first_year
            then '～' || coverage.last_year
        else ''
    end as period,
    coverage.first_year || case
        when coverage.last_year > coverage.first_year
            then '-' || coverage.last_year
        else ''
    end as period_en,
    files.row_count,
    files.file_count,
    coalesce(mended.corrections, 0) as corrections
from source
left join files using (source_id)
left join mended using (source_id)
left join kpi.source_coverage as coverage using (source_id)
order by source.source_id
