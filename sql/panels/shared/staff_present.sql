-- Staff present by occupation, each occupation with how many municipalities told of it.
select
    gap.*,
    about.*,
    gap.present_ratio as told,
    gap.occupation || '（' || gap.present_ratio || '）' as named,
    gap.occupation_en || ' (' || gap.present_ratio || ')' as named_en
from survey_gap as gap
cross join survey_about as about
where gap.present_missing is distinct from 'not_asked'
