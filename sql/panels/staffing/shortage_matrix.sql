-- Which occupations are reported short, and where?
select
    *,
    -- the document's own words are Japanese: an English matrix marks where there are any, its table has them
    wording as mark,
    case when reported then 'short' end as mark_en,
    case when not reported then 'not_marked' end as why
from kpi.shortage_matrix
where (region_id = $region or ($region is null and state = 'present'))
-- nobody has told of any: a table of blanks would say that nothing is short
and exists (select 1 from reported_shortage)
order by sort_order, region_order
