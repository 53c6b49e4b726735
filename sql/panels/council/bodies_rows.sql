-- The transcribed rows behind: What councils and study groups are there?
select
    region.name || '：' || case region_printed.column_name
        when 'lead' then coalesce(region.lead_role, '事務局')
        when 'published_member_count' then '構成市町村数'
        else region_printed.column_name
    end as what,
    region.name_en || ', ' || case region_printed.column_name
        when 'lead' then 'secretariat' when 'published_member_count' then 'number of members'
        else region_printed.column_name
    end as what_en,
    region_printed.as_printed,
    region_printed.source_id,
    region_printed.source_ref,
    region_printed.source_row,
    region_printed.note
from region_printed
inner join council as region using (region_id)
order by region_printed.source_row, region_printed.column_name
