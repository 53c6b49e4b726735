-- Whose grants stay below the caps, who has years left, and how much goes to those in their last year?
with standing as (
    select
        *,
        -- less than a tenth of the caps
        coalesce(cap_use_pct < 10, false) as hardly_used,
        count(*) filter (where used_yen is not null and ceiling_yen is null) over () as uncapped,
        last_year = max(last_year) over () and before_yen is not null as comparable,
        next_year = max(next_year) over () and next_yen is not null as planned
    from kpi.grant_standing
    where $region is null or region_id = $region
)

select
    *,
    name
    || case when count(*) over (partition by region_id) > 1 then '（' || scheme || '）' else '' end
        as series,
    name_en || case
        when count(*) over (partition by region_id) > 1 then ' (' || scheme_en || ')' else ''
    end as series_en,
    case when used_yen is null then 'unregistered' when ceiling_yen is null then 'no_cap' end
        as cap_missing,
    case when max_years is null then 'no_limit' end as years_missing,
    (
        select count(*) from kpi.disbursement_by_year as every
        where every.line = '' and ($region is null or every.region_id = $region)
    ) as row_count,
    (
        select count(*) from kpi.disbursement_by_year as every
        where
            every.line = '' and every.status_basis = 'inferred'
            and ($region is null or every.region_id = $region)
    ) as inferred_count,
    case when uncapped = 0 then (sum(ceiling_yen) over ())::bigint end as all_ceiling_yen,
    case when uncapped = 0 then (sum(unused_yen) over ())::bigint end as all_unused_yen,
    case
        when uncapped = 0
            then 100.0 * sum(unused_yen) over () / nullif(sum(ceiling_yen) over (), 0)
    end as all_unused_pct,
    max(cap_use_pct) filter (where hardly_used) over () as hardly_used_most_pct,
    (sum(before_yen) filter (where comparable) over ())::bigint as all_before_yen,
    (sum(last_yen) filter (where comparable) over ())::bigint as all_last_yen,
    (sum(change_yen) filter (where comparable) over ())::bigint as all_change_yen,
    (sum(next_yen) filter (where planned) over ())::bigint as all_next_yen,
    (sum(next_yen) filter (where planned and in_last_year) over ())::bigint as all_ending_yen
from standing
order by cap_use_pct asc nulls last, region_order asc, scheme_id asc
