-- Every indicator of every region compared, the one in focus first.
select compared_indicator.*
from compared_indicator
order by
    compared_indicator.focus desc, compared_indicator.name asc, compared_indicator.sort_order asc
