-- The rules that the members of a coalition alone can decide.
select
    scheme_rule.text as what,
    scheme_rule.text_en as what_en,
    scheme_rule.as_printed,
    scheme_rule.source_id,
    scheme_rule.source_ref,
    scheme_rule.source_row,
    scheme_rule.note
from scheme_rule
inner join member_rule using (rule_id)
where scheme_rule.scheme_id is not null and len($members) > 0
order by scheme_rule.source_row
