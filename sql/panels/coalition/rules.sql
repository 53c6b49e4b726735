-- The rules of every scheme that has any about members, each by the name that its regions give it. A verdict
-- only where the members alone decide it. Who is in a national area is known where the list of areas is
-- complete (kpi.national_standing); for the others both answers are tried.
with scheme as (
    select
        region.scheme_id,
        min(region.scheme_name) as scheme,
        min(coalesce(region.scheme_name_en, region.scheme_name)) as scheme_en,
        min(region.sort_order) as sort_order,
        list(distinct region.prefecture_code) as prefecture_codes,
        string_agg(distinct place.prefecture, '・' order by place.prefecture) as prefecture,
        string_agg(distinct place.prefecture_en, ' and ' order by place.prefecture_en)
            as prefecture_en
    from region
    left join kpi.prefecture_overview as place on region.prefecture_code = place.prefecture_code
    where region.scheme_id is not null
    group by region.scheme_id
),

counted as (
    select
        count(*) as members,
        max(national.day) as day,
        count(*) filter (where national.standing = 'in') as in_national,
        count(*) filter (where national.standing = 'out') as outside,
        count(*) filter (where coalesce(national.standing, 'unknown') = 'unknown') as unlisted
    from chosen_town
    left join kpi.national_standing as national
        on chosen_town.municipality_code = national.municipality_code and national.newest
    having count(*) > 0
),

rule as (
    select
        scheme_rule.*,
        place.place
    from scheme_rule
    inner join member_rule as place using (rule_id)
)

select
    rule.scheme_id,
    coalesce(scheme.scheme, rule.scheme_id) as scheme,
    coalesce(scheme.scheme_en, rule.scheme_id) as scheme_en,
    rule.rule_id,
    rule.text as rule,
    rule.text_en as rule_en,
    rule.article,
    chosen_name.name as coalition,
    chosen_name.name_en as coalition_en,
    (
        select count(*) from chosen_town
        where not list_contains(scheme.prefecture_codes, chosen_town.prefecture_code)
    ) as elsewhere,
    (select min(source_id) from national_area_extent) as list_source,
    scheme.prefecture as scheme_prefecture,
    scheme.prefecture_en as scheme_prefecture_en,
    case rule.rule_id
        when 'min_members' then counted.members >= rule.value
        when 'half_outside_national' then case
            when counted.outside >= rule.value * counted.members then true
            when counted.outside + counted.unlisted < rule.value * counted.members then false
        end
    end as holds,
    case rule.rule_id
        when 'min_members' then counted.members || '市町村（' || rule.value::bigint || '以上）'
        when 'half_outside_national'
            then
                concat_ws(
                    '、', '一覧の最後の日（' || counted.day || '）で',
                    counted.members || '市町村のうち国の圏域に入っているのは' || counted.in_national,
                    '入っていないのは' || counted.outside, 'わからないのは' || counted.unlisted
                )
        when 'adjacent_members' then '隣接の記録はない'
        when 'min_fields' then '連携する分野は、組み合わせからはわからない'
        when 'agreement_by_year_end' then '協定とビジョンの日付は、組み合わせからはわからない'
        when 'period_to' then '事業年度は' || rule.value::bigint || '年度まで。申請の年度による'
    end as detail,
    case rule.rule_id
        when 'min_members'
            then 'Municipalities: ' || counted.members || ' (at least ' || rule.value::bigint || ')'
        when 'half_outside_national'
            then
                concat_ws(
                    ', ', 'On the last day of the list (' || counted.day || ')',
                    'of '
                    || counted.members
                    || ' members '
                    || counted.in_national
                    || ' in a national area',
                    counted.outside || ' in none', 'not known: ' || counted.unlisted
                )
        when 'adjacent_members' then 'No record of adjacency'
        when 'min_fields' then 'Policy fields cannot be told from the members'
        when 'agreement_by_year_end' then 'Dates of agreement and vision cannot be told'
        when 'period_to' then
            'Up to FY' || rule.value::bigint
            || '; depends on the year of application'
    end as detail_en
from counted
cross join chosen_name
cross join rule
left join scheme on rule.scheme_id = scheme.scheme_id
order by scheme.sort_order nulls last, rule.scheme_id, rule.place
