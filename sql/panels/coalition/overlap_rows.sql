-- The transcribed rows behind: the members of the regions that a municipality put together ($members) is in.
select
    region.name || ' 構成市町村' as what,
    region.name_en || ', member' as what_en,
    standing_member.as_printed,
    standing_member.source_id,
    standing_member.source_ref,
    standing_member.source_row,
    standing_member.note
from standing_member
inner join region using (region_id)
where
    standing_member.present
    and exists (
        select 1 from standing_member as chosen
        where
            chosen.region_id = standing_member.region_id and chosen.present
            and list_contains($members, chosen.municipality_code)
    )
order by standing_member.source_row
