-- The transcribed rows behind the indicators of the region in focus; of all others their sources are cited.
with listed as (
    select
        what,
        what_en,
        as_printed,
        source_id,
        source_ref,
        source_row,
        note,
        municipality_code
    from population_row
    where
        age_group = 'total'
        and (
            (series = 'census' and year = 2020)
            or (series = 'projection' and year = 2050)
            -- the residents that the staff are set against
            or (
                series = 'census_preliminary'
                and year = (
                    select max(staffed.population_year) from kpi.area_staff as staffed
                    where staffed.preliminary
                )
            )
        )
    union all
    select
        what,
        what_en,
        as_printed,
        source_id,
        source_ref,
        source_row,
        note,
        municipality_code
    from age_row
    where year = 2020 and age_group in ('0-14', '15-64', '65+')
    union all
    select * from area_row
    union all
    select * from town_staff_row
    union all
    select * from fiscal_row
)

select distinct
    listed.what,
    listed.what_en,
    listed.as_printed,
    listed.source_id,
    listed.source_ref,
    listed.source_row,
    listed.note
from listed
inner join region_town on listed.municipality_code = region_town.municipality_code
order by listed.what, listed.source_row
