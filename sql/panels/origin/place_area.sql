-- The sources of the newest edition of areas, the prefectures' among them.
select distinct area.source_id
from area
inner join place using (municipality_code)
where area.as_of = (select edition.as_of from kpi.area_edition as edition)
order by area.source_id
