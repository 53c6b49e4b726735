-- The transcribed rows behind: Who has agreed on what with whom in other places?
select
    agreement.name as what,
    coalesce(agreement.name_en, agreement.name) as what_en,
    agreement.as_printed,
    agreement.source_id,
    agreement.source_ref,
    agreement.source_row,
    agreement.note
from agreement
inner join kpi.agreement_register as register using (agreement_id)
where register.example
order by agreement.source_row
