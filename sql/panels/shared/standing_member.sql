-- The transcribed rows of the members that the figures of regions stand on: those of the board's day, of a
-- dissolved region those of its last.
select distinct
    region_member.*,
    member.present
from region_member
-- the rows of who became part of a member stand behind its figures too
left join kpi.municipality_successor as gone
    on region_member.municipality_code = gone.old_code
inner join kpi.area_member as member
    on
        member.area_level = 'region'
        and region_member.region_id = member.area_id
        and member.municipality_code in (region_member.municipality_code, gone.present_code)
where member.counted
