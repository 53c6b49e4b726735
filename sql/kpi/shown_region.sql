/*
title: 比べる地域
title_en: Regions that are compared
question: ボードはどの地域を並べるか
grain: [region_id]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  agreed: {label: 協定がある, label_en: Under an agreement, note: 協定・交付の制度による地域。一つもない事務局では、構成市町村の登録された会議体・一覧を並べる, note_en: "A region of a scheme with an agreement; an office without any compares the bodies and lists whose members are told"}
*/
with told as (
    select
        region.region_id,
        region.scheme <> 'council' as agreed,
        region.region_id in (select region_member.region_id from region_member) as has_members
    from region
)

select
    region_id,
    agreed
from told
where
    agreed
    or (has_members and not (select bool_or(region.scheme <> 'council') from region))
