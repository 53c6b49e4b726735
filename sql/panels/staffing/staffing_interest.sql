-- Which municipality would do which work together with others? Marked is null only where there is no answer.
select
    answer.*,
    about.*,
    'unregistered' as why,
    coalesce(answer.willing, case when answer.state is not null then false end) as marked
from kpi.joint_interest as answer
inner join survey_town using (survey_id, municipality_code)
cross join survey_about as about
order by answer.municipality_code, answer.sort_order
