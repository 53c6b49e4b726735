-- Which parties that are no municipality do documents of other places name, and who is in them?
select
    party.party_id,
    party.name,
    coalesce(party.name_en, party.name) as name_en,
    party.kind,
    nullif(count(party_member.member_id), 0) as member_count,
    string_agg(coalesce(town.name, inner_party.name), '、' order by party_member.source_row)
        as members,
    string_agg(
        coalesce(town.name_en, inner_party.name_en, inner_party.name), ', '
        order by party_member.source_row
    ) as members_en
from party
inner join source on party.source_id = source.source_id
left join party_member on party.party_id = party_member.party_id
left join municipality as town on party_member.member_id = town.municipality_code
left join party as inner_party on party_member.member_id = inner_party.party_id
where source.share = 'example'
group by party.party_id, party.name, party.name_en, party.kind, party.source_row
order by party.source_row
