-- The rules about members of every scheme that grants, as they are in the fiscal year of the day of reading, and
-- what holds for the municipalities chosen. A verdict only where the members alone decide it, or the day. Who is
-- in a national area is known where the list of areas is complete (kpi.national_standing); for the others both
-- answers are tried.
with counted as (
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
        chosen_offer.*,
        place.place
    from chosen_offer
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
    scheme.sort_order,
    rule.place,
    case rule.rule_id
        when 'min_members' then counted.members >= rule.value
        when 'half_outside_national'
            then
                case
                    when counted.outside >= rule.value * counted.members then true
                    when
                        counted.outside + counted.unlisted < rule.value * counted.members
                        then false
                end
        when 'period_to' then rule.this_year <= rule.value
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
        when 'period_to'
            then '事業年度は' || rule.value::bigint || '年度まで。今年度は' || rule.this_year || '年度'
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
        when 'period_to'
            then 'Up to FY' || rule.value::bigint || '; this is FY' || rule.this_year
    end as detail_en
from counted
cross join chosen_name
cross join rule
left join scheme_home as scheme on rule.scheme_id = scheme.scheme_id
