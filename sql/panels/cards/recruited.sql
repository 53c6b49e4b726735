-- Specialists recruited, in the earlier and the later year.
select
    count(*) as occupations,
    count(distinct region_id)::integer as regions,
    sum(first_headcount)::bigint as first,
    sum(second_headcount)::bigint as second,
    min(first_year) as first_year,
    max(second_year) as second_year,
    bool_or(second_measure = 'unclear') as unclear
from kpi.recruitment
where $region is null or region_id = $region
