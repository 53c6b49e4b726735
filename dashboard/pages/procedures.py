"""手続き: what is due by when, and is it done?"""

from dashboard.pages import choice
from dashboard.pages.page import Page, finding_of, stacked
from dashboard.panels.cards import steps
from dashboard.text import T

PAGE = Page(
    "procedures",
    T("手続き", "Procedures"),
    T("いつまでに何をするか、済んだか", "What is due by when, and is it done?"),
    finding_of("step_dates"),
    stacked,
    controls=choice.fiscal_year,
    place=4,
    cards=(steps.passed, steps.upcoming, steps.rules),
)
