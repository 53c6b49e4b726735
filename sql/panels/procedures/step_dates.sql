-- What is due next, and what has passed its day?
select
    region_id,
    name,
    name_en,
    step,
    step_en,
    fiscal_year,
    due_on,
    due_basis,
    article,
    case
        when due_basis = 'inferred' then article || '（期日は推定）' else article
    end as detail,
    case
        when due_basis = 'inferred' then article || ' (the day is inferred)' else article
    end as detail_en,
    note,
    amended_on,
    case when passed then 'overdue' when unclear then 'unclear' else 'ahead' end as state,
    $today::date as today,
    region_id || '-' || step_id || '-' || fiscal_year as entry_id
from open_step
where $region is null or region_id = $region
order by due_on, region_order, step_order
