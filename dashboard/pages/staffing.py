"""職員: which occupations are short, and where?"""

from dashboard.pages.page import Page, stacked
from dashboard.text import T

PAGE = Page(
    "staffing",
    T("どの職種が、どこで足りないか", "Which occupations are short, and where?"),
    "shortage_matrix",
    stacked,
)
