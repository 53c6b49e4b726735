/*
title: 地域の属する都道府県
title_en: Prefectures of the regions
question: 連携地域は、どの都道府県にあるか（比べる物差しとなる都道府県）
grain: [prefecture_code]
columns:
  prefecture_code: {label: 都道府県コード, label_en: Prefecture code}
  prefecture: {label: 都道府県, label_en: Prefecture}
  prefecture_en: {label: 都道府県（英語）, label_en: Prefecture (English)}
  region_count: {label: 地域数, label_en: Regions, unit: 地域, note: 協定のある地域。一つもなければ、構成市町村の登録された推進会議, note_en: "Regions with an agreement; where there is none, councils whose members are registered"}
*/
with counted as (
    select
        region.prefecture_code,
        count(*) filter (where term.state = 'present') as region_count
    from kpi.shown_region as shown
    inner join region on shown.region_id = region.region_id
    inner join kpi.region_term as term on shown.region_id = term.region_id
    group by region.prefecture_code
),

named as (
    select distinct
        prefecture_code,
        prefecture,
        prefecture_en
    from municipality
)

select
    counted.prefecture_code,
    named.prefecture,
    named.prefecture_en,
    counted.region_count
from counted
inner join named on counted.prefecture_code = named.prefecture_code
