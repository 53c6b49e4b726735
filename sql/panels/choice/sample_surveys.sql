-- The surveys whose answers are invented.
select survey_id
from survey
where sample
order by survey_id
