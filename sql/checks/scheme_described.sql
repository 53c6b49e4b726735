/*
title: 地域の制度は、制度の表か規則の表にある
title_en: A region's scheme is in the table of schemes or in that of rules
severity: error
scope: set
*/
select
    scheme.source_row,
    '制度ID' as column_name,
    scheme.scheme_id as value,
    'scheme_id=' || scheme.scheme_id as row_key,
    'この制度IDは、制度の表（scheme）にも規則の表（scheme_rule）にもありません' as expected,
    'neither the table scheme nor scheme_rule has this scheme ID' as expected_en
from scheme
where
    scheme.kind in ('prefectural', 'own')
    and scheme.payer is null
    and scheme.source_row in (
        select region.source_row from region
    )
    and not exists (
        select 1
        from scheme_rule
        where scheme_rule.scheme_id = scheme.scheme_id
    )
