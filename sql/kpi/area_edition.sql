/*
title: 面積の版
title_en: Edition of areas
question: ボードの面積と密度は、面積調のどの版によるか（最も新しい版。一つの図に二つの版を混ぜない）
grain: [as_of]
columns:
  as_of: {label: 面積の時点, label_en: Areas as of}
  former_as_of: {label: その前の版の時点, label_en: The edition before}
*/
with newest as (
    select max(as_of) as as_of
    from area
)

select
    newest.as_of,
    max(area.as_of) as former_as_of
from newest
left join area on newest.as_of > area.as_of
group by newest.as_of
