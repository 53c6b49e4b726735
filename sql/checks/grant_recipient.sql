/*
title: 構成市町村への交付の受け手は、その年度の構成市町村
title_en: Who receives a grant as a member is one in that fiscal year
severity: error
scope: row
*/
select
    disbursement.source_row,
    '受け手' as column_name,
    municipality.name as value,
    'region_id=' || disbursement.region_id || ' fiscal_year=' || disbursement.fiscal_year
    || ' recipient_code=' || disbursement.recipient_code as row_key,
    '受け手は、この年度にこの地域の構成市町村ではありません' as expected,
    'the recipient is no member of the region in that fiscal year' as expected_en
from disbursement
inner join municipality on disbursement.recipient_code = municipality.municipality_code
where
    not exists (
        select 1
        from region_member
        where
            region_member.region_id = disbursement.region_id
            and region_member.municipality_code = disbursement.recipient_code
            and coalesce(
                region_member.joined_on <= make_date(disbursement.fiscal_year + 1, 3, 31), true
            )
            and coalesce(region_member.left_on > make_date(disbursement.fiscal_year, 4, 1), true)
    )
