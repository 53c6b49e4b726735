-- The transcribed rows behind: What kind of region is it?
select
    region.name || '：' || case region_printed.column_name
        when 'lead' then '事務局・中心市' when 'agreement_on' then '協定締結'
        when 'agreement_amended_on' then '協定変更' when 'vision_on' then 'ビジョン策定'
        when 'vision_amended_on' then 'ビジョン改定' when 'published_area_km2' then '資料の面積（km²）'
        when 'published_member_count' then '資料の構成市町村数' else '資料の人口（人）'
    end as what,
    region.name_en || ', ' || case region_printed.column_name
        when 'lead' then 'lead' when 'agreement_on' then 'agreement'
        when 'agreement_amended_on' then 'agreement amended' when 'vision_on' then 'vision'
        when 'vision_amended_on' then 'vision amended'
        when 'published_area_km2' then 'area as published'
        when 'published_member_count' then 'number of members as published'
        else 'population as published'
    end as what_en,
    region_printed.as_printed,
    region_printed.source_id,
    region_printed.source_ref,
    region_printed.source_row,
    region_printed.note
from region_printed
inner join region using (region_id)
where region_printed.region_id = $region
order by region_printed.source_row, region_printed.column_name
