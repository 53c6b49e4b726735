/*
title: 連携する分野の数は、その地域の制度の下限以上
title_en: An agreement covers at least as many policy fields as the region's scheme asks for
severity: doubt
scope: set
*/
with counted as (
    select
        region.region_id,
        region.source_row,
        count(region_policy_field.field_id) as fields
    from region
    left join region_policy_field
        on
            region.region_id = region_policy_field.region_id
            and region_policy_field.field_id <> 'other'
    group by region.region_id, region.source_row
),

-- the rule of the last fiscal year of each scheme that the region is under
rule as (
    select *
    from grant_rule
    where rule_id = 'min_fields' and member_kind is null
    qualify row_number() over (partition by region_id, scheme_id order by fiscal_year desc) = 1
)

select
    counted.source_row,
    '連携する分野' as column_name,
    counted.fields::varchar as value,
    'region_id=' || counted.region_id as row_key,
    '連携する分野が ' || rule.value::bigint || ' つに足りません（' || rule.article || '）' as expected,
    'fewer than ' || rule.value::bigint || ' policy fields (' || rule.article || ')' as expected_en
from counted
inner join rule on counted.region_id = rule.region_id
where counted.fields < rule.value
