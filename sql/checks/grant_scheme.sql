/*
title: 交付は交付金の地域だけ
title_en: Only regions of the grant scheme receive grants
severity: error
scope: set
*/
select
    disbursement.source_row,
    '地域ID' as column_name,
    disbursement.region_id as value,
    'region_id=' || disbursement.region_id || ' fiscal_year=' || disbursement.fiscal_year
        as row_key,
    '国の制度の圏域や推進会議は、この交付金の対象になりません（実施要綱 第２の２）' as expected,
    'areas under national schemes and councils get no grant (implementation guideline, article 2-2)'
        as expected_en
from disbursement
inner join region on disbursement.region_id = region.region_id
where region.scheme <> 'grant'
