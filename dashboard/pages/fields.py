"""分野と事業: who works on what, and what came of it?"""

from dashboard.pages import choice
from dashboard.pages.page import Page, finding_of, stacked
from dashboard.text import T

PAGE = Page(
    "fields",
    T("誰が何に取り組み、何が得られたか", "Who works on what, and what came of it?"),
    finding_of("project_timeline"),
    stacked,
    controls=choice.search,
)
