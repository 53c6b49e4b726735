/*
title: 指標の標準偏差
title_en: Standard deviation of the indicators
question: 似た地域を探すとき、指標ごとの差を何で割るか（地域でも市区町村でも、全国の市区町村の標準偏差）
grain: [indicator_id]
columns:
  indicator_id: {label: 指標ID, label_en: Indicator ID}
  municipalities: {label: 値のある市区町村, label_en: Municipalities with a figure, unit: 市区町村}
  mean: {label: 平均, label_en: Mean, unit: （対数または値）, unit_en: (logarithm or value)}
  deviation: {label: 標準偏差, label_en: Standard deviation, unit: （対数または値）, unit_en: (logarithm or value), note: 全国の市区町村を母集団とする, note_en: "Of all municipalities as the population"}
*/
select
    indicator_id,
    count(scaled) as municipalities,
    -- by as many decimals as the machine's last bits leave alone
    round(avg(scaled), 9) as mean,
    round(stddev_pop(scaled), 9) as deviation
from kpi.nearness_indicator
where area_level = 'municipality'
group by indicator_id
