-- How many are expected to leave within five years, by occupation? Nothing of a question that is not asked.
select
    gap.*,
    about.*,
    gap.leavers_ratio as told,
    gap.occupation || '（' || gap.leavers_ratio || '）' as named,
    gap.occupation_en || ' (' || gap.leavers_ratio || ')' as named_en
from survey_gap as gap
cross join survey_about as about
where gap.leavers_missing is distinct from 'not_asked'
order by gap.leavers_5y desc nulls last, gap.sort_order asc
