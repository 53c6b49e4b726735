"""What the panels of a coalition ask: $members are its codes, $coalition its name or null.

Sums are over municipalities, each once; a rate is a sum over a sum; what one member lacks, the
coalition lacks. The regions beside it come from kpi.region_overview, the same columns.
"""

from __future__ import annotations

CHOSEN = """
    with chosen as (
        select * from kpi.municipality_outlook where list_contains($members, municipality_code)
    ),
    -- a name that a region already bears must not pass for it
    called as (
        select
            coalesce($coalition, 'この組み合わせ')
                || case when exists (select 1 from region where $coalition in (name, name_en))
                    then '（任意の組み合わせ）' else '' end as name,
            coalesce($coalition, 'This coalition')
                || case when exists (select 1 from region where $coalition in (name, name_en))
                    then ' (any coalition)' else '' end as name_en
    )
"""

_WIDE = f"""
    {CHOSEN},
    summed as (
        select
            count(*) as members,
            count(population_2020) as known_2020,
            count(population_2050) as known_2050,
            count(aged_2050) as known_aged,
            count(area_km2) as known_area,
            count(population_2020 + area_km2) as known_density,
            count(population_2020 + population_2050) as known_index,
            sum(population_2020)::bigint as population_2020,
            sum(population_2050)::bigint as population_2050,
            sum(aged_2050)::bigint as aged_2050,
            sum(area_km2) as area_km2,
            count(*) filter (where population_2020 < 2000) as under_2000_in_2020,
            count(*) filter (where population_2020 < 5000) as under_5000_in_2020,
            count(*) filter (where population_2020 < 10000) as under_10000_in_2020,
            count(*) filter (where population_2050 < 2000) as under_2000_in_2050,
            count(*) filter (where population_2050 < 5000) as under_5000_in_2050,
            count(*) filter (where population_2050 < 10000) as under_10000_in_2050
        from chosen
        having count(*) > 0
    ),
    -- one value per indicator and how many members it is known of
    mine as (
        select called.name, called.name_en, true as focus, 0 as region_order, summed.members,
            item.indicator_id, item.known,
            case when item.known = summed.members then item.value end as value
        from summed
        cross join called
        cross join lateral (
            values
            ('member_count', members, members::double),
            ('population_2020', known_2020, population_2020::double),
            ('area_km2', known_area, area_km2),
            ('density', known_density, population_2020 / nullif(area_km2, 0)),
            ('population_2050', known_2050, population_2050::double),
            ('population_index_2050', known_index, 100.0 * population_2050 / nullif(population_2020, 0)),
            ('aged_share_2050_pct', known_aged, 100.0 * aged_2050 / nullif(population_2050, 0)),
            ('under_2000_in_2020', known_2020, under_2000_in_2020::double),
            ('under_2000_in_2050', known_2050, under_2000_in_2050::double),
            ('under_5000_in_2020', known_2020, under_5000_in_2020::double),
            ('under_5000_in_2050', known_2050, under_5000_in_2050::double),
            ('under_10000_in_2020', known_2020, under_10000_in_2020::double),
            ('under_10000_in_2050', known_2050, under_10000_in_2050::double)
        ) as item (indicator_id, known, value)
    ),
    others as (
        select region.name, region.name_en, false as focus, region.sort_order as region_order,
            region.member_count as members, item.indicator_id,
            case when item.value is not null then region.member_count end as known, item.value
        from kpi.region_overview as region
        cross join lateral (
            values
            ('member_count', region.member_count::double),
            ('population_2020', region.population_2020::double),
            ('area_km2', region.area_km2),
            ('density', region.density),
            ('population_2050', region.population_2050::double),
            ('population_index_2050', region.population_index_2050),
            ('aged_share_2050_pct', region.aged_share_2050_pct),
            ('under_2000_in_2020', region.members_under_2000_in_2020::double),
            ('under_2000_in_2050', region.members_under_2000_in_2050::double),
            ('under_5000_in_2020', region.members_under_5000_in_2020::double),
            ('under_5000_in_2050', region.members_under_5000_in_2050::double),
            ('under_10000_in_2020', region.members_under_10000_in_2020::double),
            ('under_10000_in_2050', region.members_under_10000_in_2050::double)
        ) as item (indicator_id, value)
        where exists (select 1 from chosen)
            and (len($peers) = 0 or list_contains($peers, region.region_id)
                or region.region_id = $region)
    )
"""

_SIZES = ((2000, "2千人"), (5000, "5千人"), (10000, "1万人"))
_INDICATORS = {
    "figures": """
        ('member_count', '市町村の数', 'Members', '市町村', 'municipalities', 0, 1),
        ('population_2020', '人口（2020年）', 'Population 2020', '人', 'persons', 0, 2),
        ('area_km2', '面積', 'Area', 'km²', 'km²', 1, 3),
        ('density', '人口密度（2020年）', 'Density 2020', '人/km²', 'persons/km²', 1, 4),
        ('population_2050', '人口（2050年推計）', 'Population 2050 (projection)', '人', 'persons', 0, 5),
        ('population_index_2050', '人口指数（2050年）', 'Population index 2050', '2020年＝100',
            '2020 = 100', 1, 6),
        ('aged_share_2050_pct', '65歳以上の割合（2050年）', 'Share aged 65+ in 2050', '％', '%', 1, 7)
    """,
    "small": "('member_count', '市町村の数', 'Members', '市町村', 'municipalities', 0, 1), "
    + ", ".join(
        f"('under_{size}_in_{year}', '{ja}未満（{year}年）', 'Under {size:,} in {year}', "
        f"'市町村', 'municipalities', 0, {place})"
        for place, (size, ja, year) in enumerate(
            ((size, ja, year) for size, ja in _SIZES for year in (2020, 2050)), start=2
        )
    ),
}


def indicators(group: str) -> str:
    """The coalition first, then the regions, an indicator a row, with its place among them."""
    return f"""
        {_WIDE}
        select everyone.*, item.indicator, item.indicator_en, item.unit, item.unit_en, item.decimals,
            item.sort_order,
            case when everyone.value is null then 'unknown' end as why,
            case when everyone.value is not null then rank() over (
                partition by everyone.indicator_id order by round(everyone.value, 6) desc nulls last
            ) end as place,
            count(everyone.value) over (partition by everyone.indicator_id) as placed,
            count(*) over (partition by everyone.indicator_id, round(everyone.value, 6)) as sharing
        from (from mine union all by name from others) as everyone
        inner join (values {_INDICATORS[group]}) as item (
            indicator_id, indicator, indicator_en, unit, unit_en, decimals, sort_order
        ) using (indicator_id)
        order by everyone.focus desc, everyone.region_order, item.sort_order
    """


# Which existing regions the members belong to; those in none stand last.
OVERLAP = f"""
    {CHOSEN},
    belongs as (
        select chosen.municipality_code, chosen.name, chosen.name_en, region.region_id
        from chosen
        inner join region_member using (municipality_code)
        inner join kpi.region_overview as region using (region_id)
        where region_member.left_on is null
    ),
    listed as (
        select region.name, region.name_en, region.scheme, region.sort_order,
            region.member_count as region_members, count(*) as shared,
            string_agg(belongs.name, '、' order by belongs.municipality_code) as names,
            string_agg(belongs.name_en, ', ' order by belongs.municipality_code) as names_en
        from belongs
        inner join kpi.region_overview as region using (region_id)
        group by all
        union all
        select 'ボードに載るどの地域にも入っていない', 'In no region on the board', null, 10000, null,
            count(*),
            string_agg(chosen.name, '、' order by chosen.municipality_code),
            string_agg(chosen.name_en, ', ' order by chosen.municipality_code)
        from chosen
        where not exists (
            select 1 from belongs where belongs.municipality_code = chosen.municipality_code
        )
        having count(*) > 0
    )
    select listed.*, called.name as coalition, called.name_en as coalition_en,
        (select count(*) from chosen) as members,
        (select count(distinct municipality_code) from belongs) as in_some,
        (select count(*) from (
            select 1 from belongs group by municipality_code having count(*) > 1
        )) as in_several
    from listed
    cross join called
    order by listed.sort_order
"""

MEMBERS = f"""
    {CHOSEN},
    belongs as (
        select region_member.municipality_code,
            string_agg(region.name, '、' order by region.sort_order) as regions,
            string_agg(region.name_en, ', ' order by region.sort_order) as regions_en
        from region_member
        inner join kpi.region_overview as region using (region_id)
        where region_member.left_on is null
        group by region_member.municipality_code
    )
    select chosen.*, called.name as coalition, called.name_en as coalition_en,
        (select min(source_id) from national_area_extent) as list_source,
        concat_ws('・', chosen.prefecture, regexp_replace(chosen.subprefecture, '(総合)?振興局$', ''))
            as place,
        concat_ws(', ', chosen.prefecture_en, chosen.subprefecture_en) as place_en,
        coalesce(belongs.regions, 'なし') as regions,
        coalesce(belongs.regions_en, 'none') as regions_en,
        case national.standing when 'out' then 'なし' when 'in' then national.areas
            else coalesce(national.areas || '（推定）', '不明') end as national,
        case national.standing when 'out' then 'none' when 'in' then national.areas
            else coalesce(national.areas || ' (inferred)', 'not known') end as national_en
    from chosen
    cross join called
    left join kpi.national_standing as national
        on chosen.municipality_code = national.municipality_code and national.newest
    left join belongs on chosen.municipality_code = belongs.municipality_code
    order by chosen.municipality_code
"""

# The rules of every scheme that has any about members, each by the name that its regions give it. A verdict
# only where the members alone decide it. Who is in a national area is known where the list of areas is
# complete (kpi.national_standing); for the others both answers are tried.
MEMBER_RULES = (
    "min_members",
    "half_outside_national",
    "adjacent_members",
    "min_fields",
    "agreement_by_year_end",
    "period_to",
)
_PLACED = ", ".join(f"('{rule}', {at})" for at, rule in enumerate(MEMBER_RULES, start=1))
RULES = f"""
    {CHOSEN},
    -- whose grant it is: the prefectures of the regions under its rules
    scheme as (
        select region.scheme_id, min(region.scheme_name) as scheme,
            min(coalesce(region.scheme_name_en, region.scheme_name)) as scheme_en,
            min(region.sort_order) as sort_order,
            list(distinct region.prefecture_code) as prefecture_codes,
            string_agg(distinct place.prefecture, '・' order by place.prefecture) as prefecture,
            string_agg(distinct place.prefecture_en, ' and ' order by place.prefecture_en) as prefecture_en
        from region
        left join kpi.prefecture_overview as place on region.prefecture_code = place.prefecture_code
        where region.scheme_id is not null
        group by region.scheme_id
    ),
    counted as (
        select count(*) as members, max(national.day) as day,
            count(*) filter (where national.standing = 'in') as in_national,
            count(*) filter (where national.standing = 'out') as outside,
            count(*) filter (where coalesce(national.standing, 'unknown') = 'unknown') as unlisted
        from chosen
        left join kpi.national_standing as national
            on chosen.municipality_code = national.municipality_code and national.newest
        having count(*) > 0
    )
    select rule.scheme_id, coalesce(scheme.scheme, rule.scheme_id) as scheme,
        coalesce(scheme.scheme_en, rule.scheme_id) as scheme_en,
        rule.rule_id, rule.text as rule, rule.text_en as rule_en, rule.article,
        called.name as coalition, called.name_en as coalition_en,
        (select count(*) from chosen
            where not list_contains(scheme.prefecture_codes, chosen.prefecture_code)) as elsewhere,
        (select min(source_id) from national_area_extent) as list_source,
        scheme.prefecture as scheme_prefecture, scheme.prefecture_en as scheme_prefecture_en,
        case rule.rule_id
            when 'min_members' then counted.members >= rule.value
            when 'half_outside_national' then case
                when counted.outside >= rule.value * counted.members then true
                when counted.outside + counted.unlisted < rule.value * counted.members then false
            end
        end as holds,
        case rule.rule_id
            when 'min_members' then counted.members || '市町村（' || rule.value::bigint || '以上）'
            when 'half_outside_national' then concat_ws('、', counted.day || '現在',
                counted.members || '市町村のうち国の圏域に入っているのは' || counted.in_national,
                '入っていないのは' || counted.outside, 'わからないのは' || counted.unlisted)
            when 'adjacent_members' then '隣接の記録はない'
            when 'min_fields' then '連携する分野は、組み合わせからはわからない'
            when 'agreement_by_year_end' then '協定とビジョンの日付は、組み合わせからはわからない'
            when 'period_to' then '事業年度は' || rule.value::bigint || '年度まで。申請の年度による'
        end as detail,
        case rule.rule_id
            when 'min_members' then counted.members || ' (at least ' || rule.value::bigint || ')'
            when 'half_outside_national' then concat_ws(', ', 'On ' || counted.day,
                'of ' || counted.members || ' members ' || counted.in_national || ' in a national area',
                counted.outside || ' in none', 'not known: ' || counted.unlisted)
            when 'adjacent_members' then 'No record of adjacency'
            when 'min_fields' then 'Policy fields cannot be told from the members'
            when 'agreement_by_year_end' then 'Dates of agreement and vision cannot be told'
            when 'period_to' then 'Up to FY' || rule.value::bigint
                || '; depends on the year of application'
        end as detail_en
    from counted
    cross join called
    cross join (
        select scheme_rule.*, place.place
        from scheme_rule
        inner join (values {_PLACED}) as place (rule_id, place) using (rule_id)
    ) as rule
    left join scheme on rule.scheme_id = scheme.scheme_id
    order by scheme.sort_order nulls last, rule.scheme_id, rule.place
"""
