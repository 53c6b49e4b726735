-- Which joint work is done, and who is interested, by work?
with shown as (
    select
        work.*,
        about.*,
        work.answered || '/' || work.asked as told
    from kpi.joint_work as work
    inner join survey_level using (survey_id, area_level, area_id)
    cross join survey_about as about
    where work.answered > 0
),

several as (
    select count(distinct area_id) > 1 as areas from shown
)

select
    shown.*,
    case when several.areas then shown.work || '（' || shown.area || '）' else shown.work end
        as named,
    case
        when several.areas then shown.work_en || ' (' || shown.area_en || ')'
        else shown.work_en
    end as named_en
from shown
cross join several
order by shown.willing_count desc, shown.doing_count desc, shown.sort_order asc, shown.area_id asc
