/*
title: 二つの制度は同じ色でない
title_en: No two schemes have the same colour
severity: doubt
scope: row
*/
select
    scheme.source_row,
    '色' as column_name,
    scheme.colour as value,
    'scheme_id=' || scheme.scheme_id as row_key,
    other.name || 'と同じ色で、図で見分けられません' as expected,
    'the colour of ' || coalesce(other.name_en, other.name) || ' too: charts cannot tell them apart'
        as expected_en
from scheme
inner join scheme as other
    on scheme.colour = other.colour and scheme.scheme_id > other.scheme_id
