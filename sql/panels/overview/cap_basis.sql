-- The schemes whose yearly cap is a reading of the document, which does not print it by year.
with rule as (
    select * from scheme_rule
    -- a build that is kept may have been made before the column was there
    union all by name
    select null::varchar as rule_basis
    where false
)

select distinct
    scheme.scheme_id,
    scheme.name,
    scheme.name_en
from rule
inner join scheme on rule.scheme_id = scheme.scheme_id
where rule.rule_id = 'cap_per_year' and rule.rule_basis = 'inferred'
order by scheme.scheme_id
