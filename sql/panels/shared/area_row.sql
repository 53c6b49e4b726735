-- Areas of municipalities as transcribed, each row with the place it is printed at.
select
    municipality.name || ' 面積' as what,
    municipality.name_en || ', area' as what_en,
    area.area_km2::varchar as as_printed,
    area.source_id,
    source_file.ref as source_ref,
    area.source_row,
    case when area.reference_value then '参考値（境界未定）' end as note,
    area.municipality_code
from municipality
inner join area using (municipality_code)
inner join kpi.area_edition as edition on area.as_of = edition.as_of
inner join source_file
    on
        area.source_id = source_file.source_id and source_file.table_name = 'area'
        and split_part(split_part(area.source_row, '/', 2), ':', 1) = source_file.path
