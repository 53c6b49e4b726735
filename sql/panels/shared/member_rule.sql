-- The rules of a scheme that are about members, in the order they are shown.
select
    item.rule_id,
    item.place
from (
    values
    ('min_members', 1),
    ('half_outside_national', 2),
    ('adjacent_members', 3),
    ('min_fields', 4),
    ('agreement_by_year_end', 5),
    ('period_to', 6)
) as item (rule_id, place)
