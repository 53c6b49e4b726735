-- The regions a reader can choose, in the order of their documents; those that are no more come last.
select
    region_id,
    name || case state
        when 'dissolved' then '（解散）' when 'to_come' then '（これから）'
        else ''
    end as name,
    name_en || case state
        when 'dissolved' then ' (dissolved)' when 'to_come' then ' (to come)'
        else ''
    end as name_en
from kpi.region_overview
order by state <> 'present', sort_order
