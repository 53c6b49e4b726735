-- What the municipalities of a reader's choice are called ($coalition, or null). A name that a region
-- already bears must not pass for it.
select
    coalesce($coalition, 'この組み合わせ')
    || case
        when
            exists (
                select 1 from region
                where $coalition in (region.name, region.name_en)
            )
            then '（任意の組み合わせ）'
        else ''
    end as name,
    coalesce($coalition, 'This coalition')
    || case
        when
            exists (
                select 1 from region
                where $coalition in (region.name, region.name_en)
            )
            then ' (any coalition)'
        else ''
    end as name_en
