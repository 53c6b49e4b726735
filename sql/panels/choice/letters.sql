-- The letters that a search takes for the same.
select
    wide,
    narrow
from width
