-- The transcribed rows of the members that the figures of regions stand on: those of the board's day, of a
-- dissolved region those of its last.
select
    region_member.*,
    member.present
from region_member
inner join kpi.area_member as member
    on
        member.area_level = 'region'
        and region_member.region_id = member.area_id
        and region_member.municipality_code = member.municipality_code
where member.counted
