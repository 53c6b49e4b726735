-- Which parties that are no municipality do the documents name, and who is in them?
with named as (
    select
        party_member.party_id,
        string_agg(
            coalesce(town.name, inner_party.name), '、'
            order by party_member.source_row
        ) as members,
        string_agg(
            coalesce(town.name_en, inner_party.name_en, inner_party.name), ', '
            order by party_member.source_row
        ) as members_en,
        count(*) as member_count
    from party_member
    left join municipality as town on party_member.member_id = town.municipality_code
    left join party as inner_party on party_member.member_id = inner_party.party_id
    group by party_member.party_id
)

select
    party.party_id,
    party.name,
    coalesce(party.name_en, party.name) as name_en,
    party.kind,
    named.member_count,
    named.members,
    named.members_en
from own_party as party
left join named using (party_id)
order by party.source_row
