-- Projects: how many there are, how many were active in the year, and the fields they are in.
with work as (
    select
        project_id,
        fiscal_year,
        state
    from kpi.project_timeline
    where $region is null or region_id = $region
),

last_done as (
    select coalesce($year, max(fiscal_year)) as year from work
    where state = 'done'
)

select
    (select count(distinct project_id) from work) as projects,
    (
        select count(distinct project_id) from work, last_done
        where state = 'done' and fiscal_year = last_done.year
    ) as active,
    (select year from last_done) as year,
    (
        select count(*) from work
        where state = 'none'
    ) as idle,
    (select count(*) from work) as project_years,
    (
        select count(distinct field_id) from kpi.field_matrix
        -- of the regions that there are, as the matrix has them: one that dissolved works on nothing
        where marked and (region_id = $region or ($region is null and state = 'present'))
    ) as fields,
    (select count(*) from policy_field) as all_fields
