"""The pages, in the order of the menu: every file of this folder that declares a PAGE.

`PAGES` hold panels. What stands apart, at its address alone, is found in `PAGE_BY_ID` with them.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from dashboard.office import office
from dashboard.pages.page import Page
from dashboard.text import LANGUAGES


def _pages() -> tuple[Page, ...]:
    modules = [import_module(f"{__name__}.{item.name}") for item in pkgutil.iter_modules(__path__)]
    pages: list[Page] = [module.PAGE for module in modules if hasattr(module, "PAGE")]
    return tuple(sorted(pages, key=lambda page: (page.place, page.page_id)))


PAGE_BY_ID: Mapping[str, Page] = {page.page_id: page for page in _pages()}
PAGES: tuple[Page, ...] = tuple(page for page in PAGE_BY_ID.values() if not page.apart)


def page_ids() -> Mapping[str, str]:
    """What a page may be called → its id: the id, and its name in any language."""
    names = {page.name(lang): page.page_id for page in PAGES for lang in LANGUAGES}
    return names | {page.page_id: page.page_id for page in PAGES}


def offered() -> tuple[Page, ...]:
    """Those that the office shows, in its order: in the menu, the meeting and the pack. The others answer at
    their addresses, which may stand in a paper."""
    names = page_ids()
    wanted = dict.fromkeys(names[name] for name in office().pages if name in names)
    return tuple(PAGE_BY_ID[name] for name in wanted) or PAGES


__all__ = ["PAGES", "PAGE_BY_ID", "Page", "offered"]
