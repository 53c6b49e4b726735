"""職員: which occupations are short, and where?"""

from dashboard.pages.page import Page, finding_of, stacked
from dashboard.text import T

PAGE = Page(
    "staffing",
    T("どの職種が、どこで足りないか", "Which occupations are short, and where?"),
    finding_of("shortage_matrix"),
    stacked,
)
