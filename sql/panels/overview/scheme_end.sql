-- Until which fiscal year a grant can be had at all, scheme by scheme: of the region in focus, or of all.
select
    scheme_id,
    max(scheme) as scheme,
    max(scheme_en) as scheme_en,
    max(scheme_to) as last_year
from kpi.disbursement_by_year
where scheme_to is not null and ($region is null or region_id = $region)
group by scheme_id
order by last_year desc, scheme_id asc
