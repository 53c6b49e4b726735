-- The indicators with what they are compared with, by its name: the prefecture, or its regions that were granted.
select
    ranked.*,
    region_prefecture.prefecture
    || case when ranked.prefecture_scope = 'granted' then 'の交付地域' else '' end as beside,
    case when ranked.prefecture_scope = 'granted' then 'grant regions of ' else '' end
    || region_prefecture.prefecture_en as beside_en
from kpi.indicator_rank as ranked
inner join region_prefecture using (region_id)
