-- The transcribed rows behind the population of members in the two years compared ($since, $until).
select
    municipality.name || ' 人口 ' || population.year || '年' as what,
    municipality.name_en || ', population ' || population.year as what_en,
    population.population::varchar as as_printed,
    population.source_id,
    min(source_file.ref) as source_ref,
    population.source_row,
    null as note,
    region_member.region_id
from region_member
inner join municipality using (municipality_code)
inner join population using (municipality_code)
inner join source_file
    on
        population.source_id = source_file.source_id
        and split_part(split_part(population.source_row, '/', 2), ':', 1) = source_file.path
where
    population.age_group = 'total' and region_member.left_on is null
    and population.series in ('census', 'projection')
    and population.year in (coalesce($since, 2020), coalesce($until, 2050))
group by all
