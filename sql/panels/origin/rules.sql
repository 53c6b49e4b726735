-- The sources of the rules of the schemes that regions ($within; all where it is empty) are under.
select distinct scheme_rule.source_id
from scheme_rule
inner join region using (scheme_id)
where (len($within) = 0 or list_contains($within, region.region_id))
order by scheme_rule.source_id
