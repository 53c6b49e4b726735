/*
title: 協定・協約・委託の一覧
title_en: Register of agreements and delegations
question: だれとだれが、何について、いつからいつまで取り決めているか
grain: [agreement_id]
columns:
  agreement_id: {label: 協定ID, label_en: Agreement ID}
  kind: {label: 種類, label_en: Kind, note: 地域の協定は region_agreement, note_en: "region_agreement: the agreement of a region"}
  kind_name: {label: 種類（名称）, label_en: Kind in Japanese}
  kind_name_en: {label: 種類（英語）, label_en: Kind in words}
  name: {label: 協定・協約, label_en: Agreement}
  name_en: {label: 協定・協約（英語）, label_en: Agreement (English)}
  subject: {label: 対象の事務, label_en: Subject in Japanese}
  subject_en: {label: 対象の事務（英語）, label_en: Subject}
  region_id: {label: 地域ID, label_en: Region ID}
  parties: {label: 当事者, label_en: Parties in Japanese}
  parties_en: {label: 当事者（英語）, label_en: Parties}
  valid_from: {label: 始まり, label_en: From, note: 資料にないものは空欄（不明）, note_en: "Empty where the document does not tell"}
  valid_to: {label: 終わり, label_en: To, note: この日からない。空欄は、定めがないか資料にない, note_en: "No more from this day on; empty: none set, or none told"}
  state: {label: 状態, label_en: State, note: present 現在ある・ended 終わった・to_come これから（基準日による）, note_en: "present, ended, to_come (on the day of the memberships)"}
  cost_yen: {label: 1年度の経費, label_en: Cost per fiscal year, unit: 円, note: 空欄は資料にない, note_en: "Empty where the document does not tell"}
  renewal: {label: 更新, label_en: Renewal}
  example: {label: ほかの地域の事例, label_en: Of another place, note: 事例集にある取り決め, note_en: "An agreement of the library of examples"}
*/
with called as (
    select
        party_id,
        name,
        name_en
    from party
    union all
    select
        municipality_code as party_id,
        name,
        name_en
    from municipality
),

signed as (
    select
        agreement_party.agreement_id,
        string_agg(
            called.name || coalesce('（' || agreement_party.role || '）', ''), '、'
            order by agreement_party.sort_order
        ) as parties,
        string_agg(
            called.name_en || coalesce(' (' || agreement_party.role_en || ')', ''), ', '
            order by agreement_party.sort_order
        ) as parties_en
    from agreement_party
    inner join called on agreement_party.party_id = called.party_id
    group by agreement_party.agreement_id
),

registered as (
    select
        agreement.agreement_id,
        agreement.kind,
        agreement.name,
        agreement.name_en,
        agreement.subject,
        agreement.subject_en,
        agreement.region_id,
        signed.parties,
        signed.parties_en,
        agreement.valid_from,
        agreement.valid_to,
        agreement.cost_yen,
        agreement.renewal,
        coalesce(source.share = 'example', false) as example
    from agreement
    left join source on agreement.source_id = source.source_id
    left join signed on agreement.agreement_id = signed.agreement_id
    union all
    select
        'region.' || overview.region_id as agreement_id,
        'region_agreement' as kind,
        overview.name,
        overview.name_en,
        null as subject,
        null as subject_en,
        overview.region_id,
        '構成' || overview.member_count || '市町村' as parties,
        overview.member_count || ' members' as parties_en,
        overview.agreement_on as valid_from,
        overview.valid_to,
        null as cost_yen,
        null as renewal,
        false as example
    from kpi.region_overview as overview
    where overview.agreement_on is not null
)

select
    registered.agreement_id,
    registered.kind,
    word.kind_name,
    word.kind_name_en,
    registered.name,
    registered.name_en,
    registered.subject,
    registered.subject_en,
    registered.region_id,
    registered.parties,
    registered.parties_en,
    registered.valid_from,
    registered.valid_to,
    case
        when registered.valid_to <= board.day then 'ended'
        when registered.valid_from > board.day then 'to_come'
        else 'present'
    end as state,
    registered.cost_yen,
    registered.renewal,
    registered.example
from registered
inner join (
    values
    ('cooperation_convention', '連携協約', 'Cooperation convention'),
    ('delegation', '事務の委託', 'Delegation of work'),
    ('joint_body', '機関等の共同設置', 'Joint body'),
    ('substitute_execution', '事務の代替執行', 'Execution in place of another'),
    ('wide_area_union', '広域連合', 'Wide-area union'),
    ('partial_affairs_association', '一部事務組合', 'Partial-affairs association'),
    ('council', '協議会', 'Council'),
    ('agreement', '協定', 'Agreement'),
    ('region_agreement', '地域の協定', 'Agreement of a region')
) as word (kind, kind_name, kind_name_en)
    on registered.kind = word.kind
cross join kpi.board_day as board
