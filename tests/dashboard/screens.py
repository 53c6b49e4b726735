"""Every screen that the tests in Chromium walk through: pages, and what an address adds to them."""

from __future__ import annotations

from urllib.parse import urlencode

from dashboard.pages import PAGES

# 岩見沢市, 三笠市, 美唄市: the board's regions and one more of the bureau
_COALITION = {"members": "012106,012220,012157", "coalition": "空知の水道を考える会"}

# name → path and query, without the language
SCREENS: dict[str, tuple[str, dict[str, str]]] = {
    **{page.page_id: (page.page_id, {}) for page in PAGES},
    "coalition": ("compare", _COALITION),
    "region": ("overview", {"region": "nemuro"}),
    "search": ("search", {"q": "研修"}),
    "sheet": ("profile", {"region": "nemuro"}),
}


def address(board: str, screen: str, lang: str) -> str:
    path, query = SCREENS[screen]
    return f"{board}/{path}?{urlencode({**query, 'lang': lang})}"
