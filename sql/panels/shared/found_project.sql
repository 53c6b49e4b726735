-- Which projects hold all words searched for? The rule of every search (dashboard/selects.py, OVER).
select project_text.entry_id
from project_text
cross join width
where
    not exists (
        select 1 from search_word
        where
            not contains(
                lower(nfc_normalize(translate(project_text.words, width.wide, width.narrow))),
                search_word.word
            )
    )
