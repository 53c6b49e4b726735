-- Which municipality finds which work hard to carry on alone? Marked is null only where there is no answer.
select
    answer.*,
    about.*,
    'unregistered' as why,
    coalesce(answer.hard, case when answer.state is not null then false end) as marked
from kpi.shared_need as answer
inner join survey_town using (survey_id, municipality_code)
cross join survey_about as about
order by answer.municipality_code, answer.sort_order
