-- Who takes part in the services that others run together?
select
    cooperation_case.case_id,
    cooperation_case.title,
    cooperation_case.title_en,
    case_participant.period,
    case_participant.role,
    municipality.prefecture,
    municipality.prefecture_en,
    string_agg(municipality.name, '、' order by municipality.municipality_code) as municipalities,
    string_agg(municipality.name_en, ', ' order by municipality.municipality_code)
        as municipalities_en,
    count(*) as participants
from case_participant
inner join cooperation_case using (case_id)
inner join municipality using (municipality_code)
group by all
order by participants desc, cooperation_case.case_id asc, case_participant.period asc
