-- The transcribed rows behind: Which parties that are no municipality do the documents name?
select
    party.name as what,
    coalesce(party.name_en, party.name) as what_en,
    party.as_printed,
    party.source_id,
    party.source_ref,
    party.source_row,
    party.note
from own_party as party
union all
select
    party.name || '：' || coalesce(town.name, party_member.as_printed) as what,
    coalesce(party.name_en, party.name) || ', ' || coalesce(town.name_en, 'member') as what_en,
    party_member.as_printed,
    party_member.source_id,
    party_member.source_ref,
    party_member.source_row,
    party_member.note
from party_member
inner join own_party as party using (party_id)
left join municipality as town on party_member.member_id = town.municipality_code
order by source_row
