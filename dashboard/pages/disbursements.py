"""交付金: is the money used, and what comes next?"""

from dashboard.pages.page import Page, stacked
from dashboard.text import T

PAGE = Page(
    "disbursements",
    T("交付金は使われているか、この先どうなるか", "Is the money used, and what comes next?"),
    "cumulative",
    stacked,
)
