"""人口: what will each region have to carry?"""

from dashboard.pages.page import Page, finding_of, stacked
from dashboard.text import T

PAGE = Page(
    "population",
    T("各地域は、これから何を支えることになるか", "What will each region have to carry?"),
    finding_of("index_rank"),
    stacked,
)
