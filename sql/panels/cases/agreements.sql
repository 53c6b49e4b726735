-- Who has agreed on what with whom in other places?
select
    kind_name,
    kind_name_en,
    name,
    name_en,
    subject,
    subject_en,
    parties,
    parties_en,
    valid_from,
    valid_to,
    case when valid_to is null then 'not_marked' end as why,
    state
from kpi.agreement_register
where example
order by kind, valid_from, name
