-- The areas of members and of the prefectures that stand beside them.
select
    area_row.what,
    area_row.what_en,
    area_row.as_printed,
    area_row.source_id,
    area_row.source_ref,
    area_row.source_row,
    area_row.note
from area_row
inner join place using (municipality_code)
order by area_row.what, area_row.source_row
