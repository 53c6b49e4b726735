-- The national areas that the municipalities a reader put together ($members) are in, and the days for which
-- the list of their prefecture is complete: of another day nobody is judged by it.
select
    municipality.name || ' ' || member.area
    || coalesce('（頁の時点 ' || member.page_as_of || '）', '') as what,
    municipality.name_en || ', ' || member.area
    || coalesce(' (page as of ' || member.page_as_of || ')', '') as what_en,
    member.as_printed,
    member.source_id,
    member.source_ref,
    member.source_row,
    member.note
from national_area_member as member
inner join municipality using (municipality_code)
where list_contains($members, member.municipality_code)
union all
select distinct
    municipality.prefecture || 'の国の圏域の一覧が揃う期間' as what,
    municipality.prefecture_en || ', days for which the list of national areas is complete'
        as what_en,
    extent.complete_from::varchar || '～' || extent.complete_to::varchar as as_printed,
    extent.source_id,
    extent.source_ref,
    extent.source_row,
    extent.note
from national_area_extent as extent
inner join municipality using (prefecture_code)
where list_contains($members, municipality.municipality_code)
order by source_row
