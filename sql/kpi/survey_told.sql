/*
title: 調査の選択式の答え
title_en: Answers chosen in surveys
question: どの市町村が、どの設問に、何と答えたか
grain: [survey_id, question_id, municipality_code]
columns:
  survey_id: {label: 調査ID, label_en: Survey ID}
  question_set: {label: 設問の組, label_en: Set of questions}
  question_id: {label: 設問ID, label_en: Question ID}
  question: {label: 設問, label_en: Question}
  question_en: {label: 設問（英語）, label_en: Question (English)}
  sort_order: {label: 設問の並び順, label_en: Order of questions, unit: 番目}
  municipality_code: {label: 団体コード, label_en: Municipality code}
  state: {label: 選択肢ID, label_en: ID of the choice}
  told: {label: 回答の語, label_en: Answer in words}
  told_en: {label: 回答の語（英語）, label_en: Answer in words (English)}
  missing_reason: {label: 回答のない理由, label_en: Why there is no answer}
*/
select
    answer.survey_id,
    question.question_set,
    answer.question_id,
    question.text as question,
    question.text_en as question_en,
    question.sort_order,
    answer.municipality_code,
    answer.text as state,
    coalesce(choice.text, answer.text) as told,
    coalesce(choice.text_en, answer.text) as told_en,
    case when answer.text is null then coalesce(answer.missing_reason, 'unanswered') end
        as missing_reason
from survey_answer as answer
inner join survey_question as question
    on
        answer.survey_id = question.survey_id
        and answer.question_id = question.question_id
left join survey_choice as choice
    on
        answer.survey_id = choice.survey_id
        and answer.question_id = choice.question_id
        and answer.text = choice.choice_id
where question.kind = 'choice'
