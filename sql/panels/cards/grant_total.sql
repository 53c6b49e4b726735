-- What was granted and is planned: of the region in focus, or of all.
select total.*
from (select coalesce($region, 'all') as scope) as focus
left join kpi.grant_total as total on focus.scope = total.scope
