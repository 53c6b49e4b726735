-- Regions and bodies by name.
select
    region.region_id as entry_id,
    region.name as title,
    region.name_en as title_en,
    region.scheme_name as owner,
    region.scheme_name_en as owner_en,
    region.region_id,
    region.sort_order as place,
    region.source_row,
    concat_ws(
        chr(10), region.name, region.name_en, region.lead, region.scheme_name, region.scheme_name_en
    ) as words
from region
