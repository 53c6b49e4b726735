-- What is due and what has passed, of the regions in question; how many steps there are.
with mine as (
    select *
    from open_step
    where $region is null or region_id = $region
),

scheme_of as (
    select scheme_id
    from region_scheme
    where $region is null or region_id = $region
)

select
    $today::date as today,
    (count(*) filter (where passed))::integer as passed,
    (count(*) filter (where passed and due_basis = 'inferred'))::integer as passed_inferred,
    (count(*) filter (where unclear))::integer as unclear,
    arg_min(due_basis, due_on) filter (where not passed and not unclear) as next_basis,
    count(*)::integer as waiting,
    min(due_on) filter (where not passed and not unclear) as next_on,
    arg_min(name, due_on) filter (where not passed and not unclear) as next_name,
    arg_min(name_en, due_on) filter (where not passed and not unclear) as next_name_en,
    arg_min(step, due_on) filter (where not passed and not unclear) as next_step,
    arg_min(step_en, due_on) filter (where not passed and not unclear) as next_step_en,
    (
        select count(*) from scheme_step
        where scheme_id in (select scheme_id from scheme_of)
    )::integer as steps,
    (
        select count(*) from scheme_rule
        where scheme_id in (select scheme_id from scheme_of)
    )::integer as rules
from mine
