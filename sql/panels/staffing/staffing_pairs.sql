-- Required and present staff. General clerks are so many that no other difference could be seen beside them.
select
    gap.*,
    about.*,
    '現員' as first_name,
    'present' as first_name_en,
    '必要数' as second_name,
    'required' as second_name_en,
    gap.answered_ratio as told,
    gap.occupation || '（' || gap.answered_ratio || '）' as named,
    gap.occupation_en || ' (' || gap.answered_ratio || ')' as named_en
from survey_gap as gap
cross join survey_about as about
where gap.shortage is not null and gap.occupation_id <> 'general_clerk'
order by gap.matched_required desc, gap.sort_order asc
