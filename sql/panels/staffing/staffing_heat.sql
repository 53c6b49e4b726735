-- Where, and in which occupation, are staff short?
select
    gap.*,
    about.*,
    case
        when gap.shortage > 0
            then gap.shortage * 1.0 / max(greatest(gap.shortage, 0)) over ()
    end as position,
    case gap.missing_reason when 'suppressed' then 'suppressed' else 'unregistered' end as why
from kpi.staffing_gap as gap
inner join survey_town as town
    on
        gap.survey_id = town.survey_id
        and gap.area_level = 'municipality'
        and gap.area_id = town.municipality_code
cross join survey_about as about
where gap.missing_reason is distinct from 'not_asked'
order by gap.area_id, gap.sort_order
