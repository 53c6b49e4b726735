-- The prefectures of the regions that are, or were, under each scheme; the scheme by the name that they give it.
select
    under.scheme_id,
    coalesce(
        min(region.scheme_name) filter (where region.scheme_id = under.scheme_id), min(scheme.name)
    ) as scheme,
    coalesce(
        min(coalesce(region.scheme_name_en, region.scheme_name)) filter (
            where region.scheme_id = under.scheme_id
        ),
        min(coalesce(scheme.name_en, scheme.name))
    ) as scheme_en,
    min(region.sort_order) as sort_order,
    list(distinct region.prefecture_code) as prefecture_codes,
    string_agg(distinct place.prefecture, '・' order by place.prefecture) as prefecture,
    string_agg(distinct place.prefecture_en, ' and ' order by place.prefecture_en) as prefecture_en
from region_scheme as under
inner join region using (region_id)
inner join scheme on under.scheme_id = scheme.scheme_id
left join kpi.prefecture_overview as place on region.prefecture_code = place.prefecture_code
group by under.scheme_id
