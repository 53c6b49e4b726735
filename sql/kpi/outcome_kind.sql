/*
title: 成果・困難・工夫の区別
title_en: What is said of outcomes, difficulties and remedies
question: 記された成果は得られたものか、見込まれるものか
grain: [outcome_id]
columns:
  outcome_id: {label: 番号, label_en: Number}
  region_id: {label: 地域ID, label_en: Region ID}
  project_id: {label: 事業ID, label_en: Project ID, note: 空欄は地域の形成についての記載, note_en: "Empty: of how the region was formed"}
  said: {label: 区別ID, label_en: Kind ID, note: achieved 得られた・expected 見込まれる・not_achieved 得られていない・unsorted 区別なし・difficulty 困難・no_difficulty 困難はなかった旨・remedy 工夫・context 背景, note_en: "achieved, expected, not_achieved, unsorted (not said which), difficulty, no_difficulty, remedy, context"}
  said_name: {label: 区別, label_en: Kind (Japanese)}
  said_name_en: {label: 区別（英語）, label_en: Kind}
  text: {label: 内容, label_en: What is told}
  figure: {label: 値（約・超・弱を含む）, label_en: "Value in words (about, over, just under)", note: 値のない記載は空欄, note_en: Empty where no figure is told}
  told: {label: 内容と値, label_en: What is told and its figure}
*/
with sorted as (
    select
        *,
        case
            when certainty in ('achieved', 'expected', 'not_achieved', 'context') then certainty
            when certainty = 'none' then 'no_difficulty'
            when kind = 'outcome' then 'unsorted'
            else kind
        end as said
    from project_outcome
)

select
    outcome_id,
    region_id,
    project_id,
    said,
    case said
        when 'achieved' then '得られた成果' when 'expected' then '見込まれる成果'
        when 'not_achieved' then '得られていないこと' when 'unsorted' then '成果（区別なし）'
        when 'difficulty' then '困難' when 'no_difficulty' then '困難がない・少ない旨'
        when 'remedy' then '工夫' else '背景'
    end as said_name,
    case said
        when 'achieved' then 'Achieved' when 'expected' then 'Expected'
        when 'not_achieved' then 'Not achieved' when 'unsorted' then 'Outcomes (not said which)'
        when 'difficulty' then 'Difficulties' when 'no_difficulty' then 'Little or no difficulty'
        when 'remedy' then 'Remedies' else 'Background'
    end as said_name_en,
    text,
    figure,
    concat_ws('：', text, figure) as told
from sorted
