-- Population of municipalities as transcribed, each row with the place it is printed at.
with file as (
    select
        source_id,
        path,
        min(ref) as ref
    from source_file
    group by all
)

select
    municipality.name || ' 人口 ' || population.year || '年'
    || case population.age_group
        when '0-14' then ' 15歳未満'
        when '15-64' then ' 15～64歳'
        when '65+' then ' 65歳以上'
        else ''
    end as what,
    municipality.name_en || ', population ' || population.year
    || case population.age_group
        when '0-14' then ' under 15'
        when '15-64' then ' aged 15 to 64'
        when '65+' then ' aged 65 and over'
        else ''
    end as what_en,
    population.population::varchar as as_printed,
    population.source_id,
    file.ref as source_ref,
    population.source_row,
    null as note,
    population.municipality_code,
    municipality.prefecture_code,
    population.series,
    population.year,
    population.age_group
from municipality
inner join population using (municipality_code)
inner join file
    on
        population.source_id = file.source_id
        and split_part(split_part(population.source_row, '/', 2), ':', 1) = file.path
