-- The words that a reader searches a register for ($search): each must stand in an entry, in any width and case.
select unnest(string_split(lower(translate($search, width.wide, width.narrow)), ' ')) as word
from width
where $search is not null
