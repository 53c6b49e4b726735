-- The rules that the members of a coalition alone can decide.
select
    offer.text as what,
    offer.text_en as what_en,
    offer.as_printed,
    offer.source_id,
    offer.source_ref,
    offer.source_row,
    offer.note
from chosen_offer as offer
inner join member_rule using (rule_id)
where len($members) > 0
order by offer.source_row
