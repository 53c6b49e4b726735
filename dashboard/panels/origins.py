"""Where-from queries that several panels share: the transcribed rows behind a figure.

Each gives what / what_en / as_printed / source_id / source_ref / source_row / note. Those bound to
$region narrow to the region in focus; the ALL_ ones are for panels that show every region anyway.
"""

from __future__ import annotations

from dashboard.selects import relation

MEMBER_RULES = relation("member_rule")

ALL_GRANTS = """
    select name || ' ' || fiscal_year || '年度 交付額（千円）' as what,
        name_en || ', grant FY' || fiscal_year || ', thousand yen' as what_en,
        as_printed, source_id, source_ref, source_row, concat_ws('。', note, flag) as note
    from kpi.disbursement_by_year
    where true
    order by region_order, fiscal_year
"""
GRANTS = ALL_GRANTS.replace("where true", "where $region is null or region_id = $region")

ALL_MEMBERS = """
    select municipality.name || ' 人口 ' || population.year || '年' as what,
        municipality.name_en || ', population ' || population.year as what_en,
        population.population::varchar as as_printed, population.source_id,
        source_file.ref as source_ref, population.source_row, null as note
    from region_member
    inner join municipality using (municipality_code)
    inner join population using (municipality_code)
    inner join source_file
        on population.source_id = source_file.source_id
            and split_part(split_part(population.source_row, '/', 2), ':', 1) = source_file.path
    where population.age_group = 'total' and region_member.left_on is null
        and ((population.series = 'census' and population.year = 2020)
            or (population.series = 'projection' and population.year = 2050))
        and (true)
    group by all
    order by what, population.source_row
"""
MEMBERS = ALL_MEMBERS.replace("(true)", "($region is null or region_member.region_id = $region)")

# The prefectures' residents in the census years that the staff of their municipalities is set against.
POPULATION_OF_PREFECTURE = f"""
    with home as ({relation("home")})
    select municipality.name || ' 人口 ' || population.year || '年' as what,
        municipality.name_en || ', population ' || population.year as what_en,
        population.population::varchar as as_printed, population.source_id,
        min(source_file.ref) as source_ref, population.source_row, null as note
    from municipality
    inner join population using (municipality_code)
    inner join source_file
        on population.source_id = source_file.source_id
            and split_part(split_part(population.source_row, '/', 2), ':', 1) = source_file.path
    where municipality.prefecture_code in (select prefecture_code from home)
        and population.series = 'census'
        and population.age_group = 'total'
        and population.year in (select unnest([min(population_year), max(population_year)])
            from kpi.staff_trend where area_code in (select prefecture_code from home))
    group by all
    order by what, population.source_row
"""

# Everything the indicators of one region are made of, the region being the one in focus.
INDICATORS = f"""
    select * from ({GRANTS})
    union all
    select * from ({MEMBERS})
    union all
    select municipality.name || ' 面積', municipality.name_en || ', area', area.area_km2::varchar,
        area.source_id, source_file.ref, area.source_row,
        case when area.reference_value then '参考値（境界未定）' end
    from region_member
    inner join municipality using (municipality_code)
    inner join area using (municipality_code)
    inner join source_file
        on area.source_id = source_file.source_id and source_file.table_name = 'area'
            and split_part(split_part(area.source_row, '/', 2), ':', 1) = source_file.path
    where region_member.region_id = $region and region_member.left_on is null
    union all
    select policy_field.name, policy_field.name_en, marked.as_printed, marked.source_id,
        marked.source_ref, marked.source_row, marked.note
    from region_policy_field as marked
    inner join policy_field using (field_id)
    where marked.region_id = $region
    union all
    select name, name_en, as_printed, source_id, source_ref, source_row, note
    from project
    where region_id = $region
    union all
    select occupation.name, occupation.name_en, short.as_printed, short.source_id, short.source_ref,
        short.source_row, short.note
    from reported_shortage as short
    inner join occupation using (occupation_id)
    where short.region_id = $region
"""

# The population and area rows of the municipalities a reader put together.
CHOSEN = """
    select municipality.name || ' 人口 ' || population.year || '年'
            || case when population.age_group = '65+' then ' 65歳以上' else '' end as what,
        municipality.name_en || ', population ' || population.year
            || case when population.age_group = '65+' then ' aged 65 and over' else '' end as what_en,
        population.population::varchar as as_printed, population.source_id,
        source_file.ref as source_ref, population.source_row, null as note
    from municipality
    inner join population using (municipality_code)
    inner join source_file
        on population.source_id = source_file.source_id
            and split_part(split_part(population.source_row, '/', 2), ':', 1) = source_file.path
    where list_contains($members, municipality_code)
        and ((population.series = 'census' and population.year = 2020
                and population.age_group = 'total')
            or (population.series = 'projection' and population.year = 2050
                and population.age_group in ('total', '65+')))
    union all
    select municipality.name || ' 面積', municipality.name_en || ', area', area.area_km2::varchar,
        area.source_id, source_file.ref, area.source_row,
        case when area.reference_value then '参考値（境界未定）' end
    from municipality
    inner join area using (municipality_code)
    inner join source_file
        on area.source_id = source_file.source_id and source_file.table_name = 'area'
            and split_part(split_part(area.source_row, '/', 2), ':', 1) = source_file.path
    where list_contains($members, municipality_code)
    order by what, source_row
"""
# The regions they belong to, and with them the rules that the members alone can decide.
CHOSEN_MEMBERSHIP = """
    select region.name || ' 構成市町村' as what, region.name_en || ', member' as what_en,
        region_member.as_printed, region_member.source_id, region_member.source_ref,
        region_member.source_row, region_member.note
    from region_member
    inner join region using (region_id)
    where list_contains($members, region_member.municipality_code) and region_member.left_on is null
    order by source_row
"""
CHOSEN_RULES = f"""
    select text as what, text_en as what_en, as_printed, source_id, source_ref, source_row, note
    from scheme_rule
    where scheme_id is not null and len($members) > 0 and rule_id in (select rule_id from ({MEMBER_RULES}))
    union all
    select * from ({CHOSEN_MEMBERSHIP})
    union all
    select municipality.name || ' ' || member.area, municipality.name_en || ', ' || member.area,
        member.as_printed, member.source_id, member.source_ref, member.source_row, member.note
    from national_area_member as member
    inner join municipality using (municipality_code)
    where list_contains($members, member.municipality_code)
"""
