-- The words that a reader searches for ($search): each must stand in an entry, in any width, kana and case.
with sought as (
    select lower(nfc_normalize(translate($search, width.wide, width.narrow))) as words
    from width
    where $search is not null
)

select unnest(string_split(words, ' ')) as word
from sought
