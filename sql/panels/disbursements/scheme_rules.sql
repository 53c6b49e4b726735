-- Which rules hold for whom? The rules of several schemes are told apart by their names.
with several as (
    select count(distinct scheme_id) as schemes
    from kpi.scheme_check
)

select
    verdict.*,
    case when several.schemes > 1 then verdict.scheme || '：' else '' end
    || verdict.rule || '（' || verdict.article || '）' as named,
    case when several.schemes > 1 then verdict.scheme_en || ': ' else '' end
    || verdict.rule_en || ' (' || verdict.article || ')' as named_en,
    scheme.payer,
    coalesce(scheme.payer_en, scheme.payer) as payer_en,
    year(scheme.valid_from - interval 3 month) as scheme_from,
    year(scheme.valid_to - interval 1 day - interval 3 month) as scheme_to,
    (select min(source_id) from national_area_extent) as list_source
from kpi.scheme_check as verdict
inner join scheme on verdict.scheme_id = scheme.scheme_id
cross join several
where $region is null or verdict.region_id = $region
order by verdict.region_order, verdict.scheme_id, verdict.rule_id
