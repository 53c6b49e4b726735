-- The region in focus ($region) as one of those that are compared: its name and how many municipalities it has.
select
    region.name,
    region.name_en,
    count(*) as members
from region
cross join region_town
where region.region_id = $region
group by region.name, region.name_en
