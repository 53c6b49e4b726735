/*
title: 交付は、その年度に地域が入っている制度からだけ
title_en: A grant comes from a scheme that the region is under in that fiscal year
severity: error
scope: set
*/
select
    disbursement.source_row,
    '地域ID' as column_name,
    disbursement.region_id as value,
    'region_id=' || disbursement.region_id || ' fiscal_year=' || disbursement.fiscal_year
        as row_key,
    case
        when scheme.kind = 'national' and disbursement.line is null
            then
                '国の制度の圏域は、地域への交付金の対象になりません。'
                || '国の財政措置なら、お金の名（line）を書きます'
        when scheme.kind = 'body' then '会議体には交付金がありません'
        else 'この地域は、この年度に制度「' || scheme.name || '」に入っていません（表 region_scheme）'
    end as expected,
    case
        when scheme.kind = 'national' and disbursement.line is null
            then
                'areas under national schemes get no grant as a region; '
                || 'money of the state has a name (line)'
        when scheme.kind = 'body' then 'a council gets no grant'
        else
            'the region is not under the scheme ' || coalesce(scheme.name_en, scheme.name)
            || ' in that fiscal year (table region_scheme)'
    end as expected_en
from disbursement
inner join scheme on disbursement.scheme_id = scheme.scheme_id
where
    scheme.kind = 'body'
    or (scheme.kind = 'national' and disbursement.line is null)
    or not exists (
        select 1
        from region_scheme
        where
            region_scheme.region_id = disbursement.region_id
            and region_scheme.scheme_id = disbursement.scheme_id
            and coalesce(
                region_scheme.valid_from <= make_date(disbursement.fiscal_year + 1, 3, 31), true
            )
            and coalesce(region_scheme.valid_to > make_date(disbursement.fiscal_year, 4, 1), true)
    )
