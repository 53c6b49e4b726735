"""事例: what have others achieved together?"""

from dashboard.pages import choice
from dashboard.pages.page import Page, finding_of, stacked
from dashboard.text import T

PAGE = Page(
    "cases",
    T("ほかの地域は、一緒に何を成し遂げたか", "What have others achieved together?"),
    finding_of("case_length"),
    stacked,
    controls=choice.search,
)
