-- Which values stand out from rules or neighbours?
select * from accepted_doubt
order by source_row, rule
