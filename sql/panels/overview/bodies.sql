-- The councils and study groups of an office that has no region with an agreement.
select
    council.region_id,
    council.name,
    council.name_en
from council
inner join kpi.shown_region using (region_id)
where not shown_region.agreed
order by council.sort_order
