/*
title: 国の制度に入っていない構成市町村の割合は、その地域の制度の下限以上
title_en: The share of members in no national scheme is at least that of the region's scheme
severity: doubt
scope: set
*/
with latest as (
    select
        region_id,
        scheme_id,
        max(fiscal_year) as fiscal_year
    from disbursement
    where line is null
    group by region_id, scheme_id
),

-- the day of the application, as kpi.application_day has it
judged as (
    select
        latest.region_id,
        latest.scheme_id,
        latest.fiscal_year,
        coalesce(max(step_record.done_on), make_date(latest.fiscal_year, 4, 1)) as day
    from latest
    left join step_record
        on
            latest.region_id = step_record.region_id
            and latest.fiscal_year = step_record.fiscal_year
            and step_record.step_id = 'application'
    group by latest.region_id, latest.scheme_id, latest.fiscal_year
),

-- known members of a national area; who is in no list may be in one, and is not counted against it
membership as (
    select
        municipality_code,
        coalesce(since, page_on) as since,
        null::date as until
    from national_area_member
    where certain
    union all
    select
        region_member.municipality_code,
        greatest(region_member.joined_on, region_scheme.valid_from) as since,
        least(region_member.left_on, region_scheme.valid_to) as until
    from region_member
    inner join region_scheme on region_member.region_id = region_scheme.region_id
    inner join scheme on region_scheme.scheme_id = scheme.scheme_id
    where scheme.kind = 'national'
),

counted as (
    select
        region_member.region_id,
        judged.scheme_id,
        judged.fiscal_year,
        count(*) as members,
        count(*) filter (
            where not exists (
                select 1
                from membership
                where
                    membership.municipality_code = region_member.municipality_code
                    and coalesce(membership.since <= judged.day, true)
                    and coalesce(membership.until > judged.day, true)
            )
        ) as outside
    from region_member
    inner join judged on region_member.region_id = judged.region_id
    -- members on at least one day of that fiscal year, as kpi.fiscal_member has them
    where
        coalesce(region_member.joined_on < judged.day + interval 1 year, true)
        and coalesce(region_member.left_on > judged.day, true)
    group by region_member.region_id, judged.scheme_id, judged.fiscal_year
)

select
    region.source_row,
    '構成市町村' as column_name,
    counted.outside || '/' || counted.members as value,
    'region_id=' || region.region_id as row_key,
    '国の制度に入っていない構成市町村が、' || counted.members || 'の' || round(100 * rule.value)
    || '％に足りません（' || rule.article || '）' as expected,
    'fewer than ' || round(100 * rule.value) || '% of the ' || counted.members
    || ' members are outside the national schemes (' || rule.article || ')' as expected_en
from region
inner join counted on region.region_id = counted.region_id
inner join grant_rule as rule
    on
        counted.region_id = rule.region_id
        and counted.scheme_id = rule.scheme_id
        and counted.fiscal_year = rule.fiscal_year
        and rule.rule_id = 'half_outside_national'
        and rule.member_kind is null
where counted.outside < rule.value * counted.members
