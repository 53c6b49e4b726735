-- The municipalities that a reader put together ($members) as one of the areas that are compared; one alone is
-- that municipality.
select
    case
        when count(*) = 1 and $coalition is null then max(area.name) else max(chosen_name.name)
    end as name,
    case
        when count(*) = 1 and $coalition is null then max(area.name_en)
        else max(chosen_name.name_en)
    end as name_en,
    count(*) as members
from chosen_member
cross join chosen_name
left join kpi.comparable_area as area
    on area.area_level = 'municipality' and chosen_member.municipality_code = area.area_id
having count(*) > 0
