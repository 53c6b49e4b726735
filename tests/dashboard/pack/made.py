"""Packs of the tests, made once: every page in both languages; and what the mart itself holds of a panel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.mart import shared_mart
from dashboard.pack import content, settings
from dashboard.pack.content import Pack, Section
from dashboard.pages import PAGES
from dashboard.panel import Column, PanelData, parameters
from dashboard.text import Lang
from tests.conftest import Mart

MEETING = "令和7年度第1回広域連携推進会議"
BASE = "http://board.example.lg.jp"
EVERY = tuple(page.page_id for page in PAGES)
# two municipalities that belong to no region together, so that the coalition's panels have rows
MEMBERS = ("012106", "012360")


def request(lang: Lang, pages: tuple[str, ...] = EVERY, **more: Any) -> settings.Settings:
    told = {
        "meeting": MEETING,
        "date": dt.date(2026, 2, 10),
        "number": "資料1",
        "pages": list(pages),
        "base": BASE,
    }
    return settings.parse({**told, "languages": [lang], "members": list(MEMBERS), **more})


@cache
def whole(mart: Path, lang: Lang) -> Pack:
    """Every panel there is, also of analysts and of a coalition."""
    return content.make(request(lang), shared_mart(mart), lang)


@cache
def some(mart: Path, lang: Lang, *pages: str, **more: Any) -> Pack:
    """A pack of a few pages, for what need not be seen on all of them."""
    return content.make(request(lang, pages, **more), shared_mart(mart), lang)


def every_panel(pack: Pack) -> list[tuple[Section, PanelData]]:
    return [(section, data) for section in pack.sections for data in section.panels]


def held(mart: Mart, section: Section, data: PanelData) -> list[dict[str, Any]]:
    """The rows of a panel asked of the built file itself, past everything the dashboard does."""
    sql = data.panel.sql
    used = {name: value for name, value in parameters(section.state).items() if f"${name}" in sql}
    result = mart.ask(sql, used)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def number(column: Column, row: Mapping[str, Any], lang: Lang) -> int | float | None:
    """A cell of the mart as a number in the mart's own unit; None where it is missing or is no number."""
    value = row[column.key(lang)]
    if (
        column.words is not None
        or column.kind in ("text", "sentence")
        or isinstance(value, bool | str | dt.date)
    ):
        return None
    return float(value) if isinstance(value, Decimal) else value


def is_missing(column: Column, row: Mapping[str, Any], lang: Lang) -> bool:
    """Whether a column of numbers has none in this row."""
    numbers = column.words is None and column.kind not in ("text", "sentence", "date")
    return numbers and row[column.key(lang)] is None
