-- The transcribed rows behind: Which parties that are no municipality do documents of other places name?
select
    party.name as what,
    coalesce(party.name_en, party.name) as what_en,
    party.as_printed,
    party.source_id,
    party.source_ref,
    party.source_row,
    party.note
from party
inner join source on party.source_id = source.source_id
where source.share = 'example'
order by party.source_row
