-- The names of those prefectures in one, and how many they are: always one row.
select
    string_agg(home.prefecture, '・' order by home.prefecture_code) as prefecture,
    string_agg(home.prefecture_en, ' and ' order by home.prefecture_code) as prefecture_en,
    count(*) as prefectures
from home
