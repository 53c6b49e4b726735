-- Who has nobody of an occupation, and who nearby has? Those that need nobody are left out.
select
    near.*,
    about.*
from kpi.staffing_neighbour as near
inner join survey_town using (survey_id, municipality_code)
cross join survey_about as about
where near.required is null or near.required > 0
order by near.required desc nulls last, near.sort_order asc, near.municipality_code asc
