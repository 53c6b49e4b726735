-- The sources of the indicators of all areas that are compared, and of who is a member of these.
with compared as (
    select distinct area_level
    from region_gap
)

select source_id
from population
where
    (series = 'census' and year = 2020 and age_group = 'total')
    or (series = 'projection' and year = 2050 and age_group = 'total')
    or (
        series = 'census_preliminary'
        and year = (
            select max(staffed.population_year) from kpi.area_staff as staffed
            where staffed.preliminary
        )
    )
union
select source_id
from population_age
where series = 'census' and year = 2020
union
select area.source_id
from area
inner join kpi.area_edition as edition on area.as_of = edition.as_of
union
select source_id
from indicator_value
where indicator_id in ('fiscal_capacity_index', 'standard_fiscal_scale')
union
select source_id
from staff
where area_level = 'municipality'
union
select source_id
from national_area_member
where 'national_area' in (select compared.area_level from compared)
union
select source_id
from bureau_member
where 'subprefecture' in (select compared.area_level from compared)
union
select standing_member.source_id
from standing_member
where 'region' in (select compared.area_level from compared)
