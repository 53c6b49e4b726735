-- The rules that say how much a scheme grants, and for how long.
select
    offer.text as what,
    offer.text_en as what_en,
    offer.as_printed,
    offer.source_id,
    offer.source_ref,
    offer.source_row,
    offer.note
from chosen_offer as offer
where
    len($members) > 0
    and offer.rule_id in ('cap_per_year', 'cap_per_member', 'rate', 'max_years', 'period_to')
order by offer.source_row
