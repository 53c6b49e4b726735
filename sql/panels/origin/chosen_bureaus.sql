-- In whose bureau's district the municipalities a reader put together ($members) are, on the board's day.
select
    municipality.name || ' ' || bureau.subprefecture as what,
    municipality.name_en || ', ' || bureau.subprefecture_en as what_en,
    bureau.subprefecture as as_printed,
    bureau.source_id,
    source_file.ref as source_ref,
    bureau.source_row,
    null as note
from bureau_member as bureau
inner join municipality on bureau.municipality_code = municipality.municipality_code
inner join kpi.area_member as member
    on
        bureau.municipality_code = member.municipality_code
        and member.area_level = 'subprefecture' and member.present
        and bureau.subprefecture = member.area_id
        and bureau.valid_from is not distinct from member.valid_from
inner join source_file
    on
        bureau.source_id = source_file.source_id
        and split_part(split_part(bureau.source_row, '/', 2), ':', 1) = source_file.path
where list_contains($members, bureau.municipality_code)
order by bureau.source_row
