"""The mart, asked for one region in focus or for all, in one language: what a finding should say."""

from __future__ import annotations

from typing import Any

from dashboard import format as fmt
from dashboard.text import Lang
from tests.conftest import Mart

_REGION = "select region_id from region where scheme <> 'council'"


class Told:
    """The mart, asked for one region in focus or for all, in one language."""

    def __init__(self, mart: Mart, region: str | None, lang: Lang) -> None:
        self.mart, self.region, self.lang = mart, region, lang
        self.name = "name" if lang == "ja" else "name_en"

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """{of} narrows to the region in focus, {name} is the name in the language."""
        of = f"region_id in ({_REGION})" + (f" and region_id = '{self.region}'" if self.region else "")
        return self.mart.rows(sql.format(of=of, name=self.name))

    def one(self, sql: str) -> Any:
        [(value,)] = self.rows(sql)
        return value

    def say(self, ja: str, en: str) -> str:
        return ja if self.lang == "ja" else en

    def year(self, year: int, short: bool = False) -> str:
        return fmt.fiscal_year(year, self.lang, short)

    def names(self, sql: str) -> set[str]:
        return {row[0] for row in self.rows(sql)}
