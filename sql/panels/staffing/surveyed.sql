-- The survey whose answers the page shows: one row, or none where no answer is registered for what was chosen.
select survey_id from chosen_survey
