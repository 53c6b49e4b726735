-- Grants as transcribed, of regions ($within; of all where it is empty).
select
    name || ' ' || fiscal_year || '年度 交付額（千円）' as what,
    name_en || ', grant FY' || fiscal_year || ', thousand yen' as what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    concat_ws('。', note, flag) as note,
    region_id,
    region_order,
    fiscal_year,
    status
from kpi.disbursement_by_year
where len($within) = 0 or list_contains($within, region_id)
