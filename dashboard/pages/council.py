"""会議体: what do councils and study groups work on, who is in them, and what did they do?"""

from dashboard.pages.page import Page, finding_of, stacked
from dashboard.panels.cards import bodies
from dashboard.text import T

PAGE = Page(
    "council",
    T("会議体", "Councils"),
    T(
        "会議・研究会は何を検討しているか（ほかの県の例を含む）",
        "What do councils work on, here and elsewhere?",
    ),
    finding_of("council_themes"),
    stacked,
    place=9,
    cards=(bodies.bodies, bodies.themes, bodies.entries),
)
