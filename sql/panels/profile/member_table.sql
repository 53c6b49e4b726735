-- Who are the members?
select
    outlook.*,
    region_member.joined_basis,
    staff.value::bigint as staff,
    staff.year as staff_year
from kpi.member_outlook as outlook
-- none of its own where a municipality came in the place of a member
left join region_member
    on
        outlook.region_id = region_member.region_id
        and outlook.municipality_code = region_member.municipality_code
        and outlook.joined_on = region_member.joined_on
left join kpi.carried_figure as staff
    on
        outlook.municipality_code = staff.municipality_code
        and staff.measure = 'staff'
        and staff.item = 'general_administration_municipalities'
        and staff.year = (select max(summed.year) from kpi.area_staff as summed)
where outlook.region_id = $region
order by outlook.population_2020 desc
