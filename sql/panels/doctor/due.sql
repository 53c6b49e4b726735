-- What is due of the office's documents and not registered?
select
    missing.source as title,
    missing.source_en as title_en,
    missing.year_label as year,
    missing.year_label_en as year_en,
    missing.missing_count
from kpi.still_missing as missing
inner join source on missing.source_id = source.source_id
where missing.missing_count > 0 and source.share is distinct from 'example'
order by missing.source_id, missing.table_name, missing.year
