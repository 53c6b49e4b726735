-- Who has agreed on what with whom, from when to when?
select
    agreement_id,
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
    state,
    cost_yen,
    renewal
from own_agreement
where $region is null or region_id = $region
order by kind, valid_from, name
