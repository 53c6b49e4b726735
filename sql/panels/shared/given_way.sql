-- A new office's list of municipalities (renkei new), once there are regions with an agreement to compare.
select list.region_id
from region as list
where
    list.scheme_id = 'municipality_list'
    and list.region_id not in (select shown.region_id from kpi.shown_region as shown)
