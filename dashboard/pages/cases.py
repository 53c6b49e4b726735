"""事例: what have others achieved together?"""

from dashboard.pages import choice
from dashboard.pages.page import Page, finding_of, stacked
from dashboard.panels.cards import others
from dashboard.text import T

PAGE = Page(
    "cases",
    T("事例", "Cases"),
    T("ほかの地域は、一緒に何を成し遂げたか", "What have others achieved together?"),
    finding_of("case_length"),
    stacked,
    controls=choice.search,
    place=10,
    cards=(others.cases, others.compared, others.largest),
)
