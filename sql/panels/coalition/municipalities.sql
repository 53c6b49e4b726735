-- Every municipality as a reader types it, kanji or kana: 上田市（長野県）うえだし.
select
    municipality_code,
    name || '（' || prefecture
    || coalesce('・' || regexp_replace(subprefecture, '(総合)?振興局$', ''), '') || '）' || kana as label,
    name_en || ' (' || prefecture_en || coalesce(', ' || subprefecture_en, '') || ')' as label_en
from kpi.municipality_outlook
order by municipality_code
