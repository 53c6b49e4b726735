/*
title: 連携する分野の数は、その地域の制度の下限以上
title_en: An agreement covers at least as many policy fields as the region's scheme asks for
severity: doubt
scope: set
*/
with counted as (
    select
        region.region_id,
        region.scheme_id,
        region.source_row,
        count(region_policy_field.field_id) as fields
    from region
    left join region_policy_field
        on
            region.region_id = region_policy_field.region_id
            and region_policy_field.field_id <> 'other'
    where region.scheme = 'grant'
    group by region.region_id, region.scheme_id, region.source_row
)

select
    counted.source_row,
    '連携する分野' as column_name,
    counted.fields::varchar as value,
    'region_id=' || counted.region_id as row_key,
    '連携する分野が ' || scheme_rule.value::bigint || ' つに足りません' as expected,
    'fewer than ' || scheme_rule.value::bigint || ' policy fields' as expected_en
from counted
inner join scheme_rule
    on counted.scheme_id = scheme_rule.scheme_id and scheme_rule.rule_id = 'min_fields'
where counted.fields < scheme_rule.value
