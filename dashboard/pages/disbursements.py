"""交付金: is the money used, and what comes next?"""

from dashboard.pages import choice
from dashboard.pages.page import Page, finding_of, stacked
from dashboard.panels.cards import grants
from dashboard.text import T

PAGE = Page(
    "disbursements",
    T("交付金", "Grants"),
    T("交付金は使われているか、この先どうなるか", "Is the money used, and what comes next?"),
    finding_of("grants_of_year"),
    stacked,
    controls=choice.fiscal_year,
    place=3,
    cards=(grants.granted, grants.planned, grants.cap, grants.last_year),
)
