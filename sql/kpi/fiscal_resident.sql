/*
title: 年度の構成市町村の住民
title_en: Residents of the members of a fiscal year
question: 交付の年度ごとに、その年度の構成市町村にはどれだけの住民がいるか
grain: [region_id, fiscal_year]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度}
  member_count: {label: 構成市町村, label_en: Members, unit: 市町村, note: その年度の構成市町村（kpi.fiscal_member）, note_en: "Members of that fiscal year (kpi.fiscal_member)"}
  known_members: {label: 値のある構成市町村, label_en: Members with a figure, unit: 市町村}
  population_2020: {label: 人口（2020年）, label_en: Population 2020, unit: 人, note: 国勢調査。一つでも値がなければ空欄, note_en: "Census; empty if any member has no value"}
*/
select
    member.region_id,
    member.fiscal_year,
    count(*) as member_count,
    count(member.population_2020) as known_members,
    case when count(member.population_2020) = count(*) then sum(member.population_2020)::bigint end
        as population_2020
from kpi.fiscal_member as member
group by member.region_id, member.fiscal_year
