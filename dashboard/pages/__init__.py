"""The pages, in the order of the menu: every file of this folder that declares a PAGE."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from dashboard.pages.page import Page


def _pages() -> tuple[Page, ...]:
    modules = [import_module(f"{__name__}.{item.name}") for item in pkgutil.iter_modules(__path__)]
    pages: list[Page] = [module.PAGE for module in modules if hasattr(module, "PAGE")]
    return tuple(sorted(pages, key=lambda page: (page.place, page.page_id)))


PAGES: tuple[Page, ...] = _pages()
PAGE_BY_ID: Mapping[str, Page] = {page.page_id: page for page in PAGES}

__all__ = ["PAGES", "PAGE_BY_ID", "Page"]
