/*
title: 規則の制度は、制度の表にあるか、地域がその名を挙げている
title_en: The scheme of a rule is described, or regions name it
severity: doubt
scope: row
*/
select
    scheme_rule.source_row,
    '制度ID' as column_name,
    scheme_rule.scheme_id as value,
    'scheme_id=' || scheme_rule.scheme_id || ' rule_id=' || scheme_rule.rule_id as row_key,
    'この制度IDの制度はなく、規則はどの地域にも当たりません' as expected,
    'there is no scheme of this ID: the rule holds for no region' as expected_en
from scheme_rule
where scheme_rule.scheme_id not in (
    select scheme.scheme_id
    from scheme
)
