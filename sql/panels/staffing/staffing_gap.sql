-- Which occupations are short, and by how many (survey)? One that asks one of the two has no shortage to show.
select
    gap.*,
    about.*,
    gap.answered_ratio as told,
    gap.occupation || '（' || gap.answered_ratio || '）' as named,
    gap.occupation_en || ' (' || gap.answered_ratio || ')' as named_en,
    (
        select nullif(count(*), 0) from kpi.shortage_matrix as reported
        where
            reported.occupation_id = gap.occupation_id
            and reported.reported
            and (reported.region_id = $region or ($region is null and reported.state = 'present'))
    ) as reported_regions
from survey_gap as gap
cross join survey_about as about
where gap.missing_reason is distinct from 'not_asked'
order by gap.shortage desc nulls last, gap.sort_order asc
