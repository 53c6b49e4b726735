"""Parts of the history on データと出典: links to builds, moments, labels and values of what changed."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape

from dashboard import format as fmt
from dashboard.mart import Build
from dashboard.render.language import passage
from dashboard.text import Lang
from renkei.concealment import TABLES, UNTOLD
from renkei.japan import JAPAN

_LONGEST = 80
# name=value of a row's key; a value may hold spaces
_PART = re.compile(r"(\w+)=(.*?)(?= \w+=|$)")


def link(href: str, text: str, about: str = "") -> str:
    """A link within the board; `about` tells apart links of the same words."""
    name = f' aria-label="{escape(f"{text} {about}")}"' if about else ""
    return f'<a href="{escape(href)}" target="_self"{name}>{escape(text)}</a>'


def words(text: str, lang: Lang) -> str:
    """Escaped; Japanese names on the English page are marked."""
    return passage(text, lang)


def either(text: str, lang: Lang) -> str:
    """秘匿 / suppressed → the words of the page's language."""
    ja, _, en = text.partition(" / ")
    return ja if lang == "ja" else en or ja


def moment(text: str, lang: Lang) -> str:
    """2026-11-21T10:17:04+00:00 → 2026年11月21日 19:17 (Japan time); what is no time stays as it is."""
    try:
        when = dt.datetime.fromisoformat(text).astimezone(JAPAN)
    except ValueError:
        return text
    return f"{fmt.date(when.date(), lang)} {when:%H:%M}"


def made_on(build: Build, lang: Lang) -> str:
    """The day on which its figures were put together, in Japan: 2026年11月21日."""
    return fmt.date(day_made(build), lang)


def day_made(build: Build) -> dt.date:
    return dt.datetime.fromisoformat(str(build.manifest["created_at"])).astimezone(JAPAN).date()


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    numeric: Sequence[bool],
    caption: str,
    lang: Lang,
) -> str:
    """Like html.table, of cells that are HTML already."""
    kinds = ["rb-n" if number else "" for number in numeric]
    head = "".join(
        f'<th scope="col" class="{kind}">{passage(name, lang)}</th>'
        for name, kind in zip(headings, kinds, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f'<td class="{kind}">{cell}</td>' for cell, kind in zip(row, kinds, strict=True))
        + "</tr>"
        for row in rows
    )
    return (
        '<div class="rb-scroll rb-tall rb-history" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}">'
        f'<table class="rb-table"><caption class="rb-hidden">{passage(caption, lang)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


class Labels:
    """Names of tables and columns, and values, as the dictionary of a build has them."""

    def __init__(self, build: Build, lang: Lang) -> None:
        self.lang = lang
        columns = build.query(
            "select schema_name, table_name, column_name, data_type, comment from duckdb_columns() "
            "where not internal and database_name = 'cooperation'"
        )
        tables = build.query(
            "select schema_name, table_name, comment from duckdb_tables() "
            "where not internal and database_name = 'cooperation' "
            "union all select schema_name, view_name, comment from duckdb_views() "
            "where not internal and database_name = 'cooperation'"
        )
        self._columns = {
            (_qualified(row["schema_name"], row["table_name"]), row["column_name"]): row for row in columns
        }
        tail = "" if lang == "ja" else "_en"
        self._names: dict[tuple[str, str], str] = {
            (column, row["id"]): row["name"]
            for column, sql in (
                # a build of before schemes were data has no names of them
                ("scheme_id", f"select scheme_id as id, coalesce(name{tail}, name) as name from scheme"),
                ("region_id", f"select region_id as id, name{tail} as name from region"),
                ("municipality_code", "select municipality_code as id, name from municipality"),
            )
            for row in build.choices(sql)
        }
        # an id stands behind a name that several have, and behind no other
        self._shared = Counter((column, name) for (column, _), name in self._names.items())
        self._tables = {_qualified(row["schema_name"], row["table_name"]): row["comment"] for row in tables}

    def table(self, name: str) -> str:
        """disbursement → 交付額"""
        return self._named(self._tables.get(name), name)

    def column(self, table: str, name: str | None) -> str:
        """amount_yen → 交付額 [円]"""
        if name is None:
            return ""
        row = self._columns.get((table, name))
        return self._named(row["comment"] if row else None, name)

    def part(self, view: str, entry: str) -> str:
        """An entry of a view's definition: its SQL, its title, the label of a column."""
        kind, _, rest = entry.partition(".")
        if kind == "columns" and rest:
            name, _, what = rest.partition(".")
            return f"{self.column(view, name)} {what}"
        return {"select": "SQL"}.get(entry, entry)

    def key(self, table: str, text: str) -> str:
        """region_id=hidaka fiscal_year=2022 → 日高連携地域、R4; municipality_code=014036 → 泊村（014036）"""
        parts = _PART.findall(text)
        told = [self._part(table, name, value) for name, value in parts]
        return ("、" if self.lang == "ja" else ", ").join(told) if told else text

    def _part(self, table: str, name: str, value: str) -> str:
        if name == "fiscal_year" and value.isdigit():
            return fmt.fiscal_year(int(value), self.lang, short=True)
        named = self._names.get((name, value))
        if named and self._shared[name, named] == 1:
            return named
        if named:
            return f"{named}（{value}）" if self.lang == "ja" else f"{named} ({value})"
        row = self._columns.get((table, name))
        label = (row["comment"] or name).split(": ")[0] if row else name
        ja, _, en = label.partition(" / ")
        return f"{(ja if self.lang == 'ja' else en.split(' [')[0]) or name} {value}"

    def text(self, table: str, column: str | None, value: str | None, whole: bool = False) -> str:
        """A value as a comparison holds it: numbers get their commas, days are written as elsewhere.
        `whole`: one value of a column, so that none is said."""
        if value is None:
            return ("（なし）" if self.lang == "ja" else "(none)") if whole else ""
        if value == UNTOLD or (table in TABLES and column is None):
            return either(value, self.lang)
        row = self._columns.get((table, column or ""))
        kind = str(row["data_type"]) if row is not None else ""
        try:
            if kind in ("BIGINT", "INTEGER", "UBIGINT", "DOUBLE"):
                return fmt.show(float(value), "plain", self.lang, "")
            if kind == "DATE":
                return fmt.date(dt.date.fromisoformat(value), self.lang)
        except ValueError:  # suppressed, or of a column that was of another type
            return self.short(value)
        return self.short(value.lower() if kind == "BOOLEAN" else value)

    def by(self, amount: str | None, pct: str | None) -> str:
        """By how much, as the refresh worked it out."""
        if not amount:
            return ""
        exact = Decimal(amount)
        text = fmt.signed(float(exact), max(0, -int(exact.as_tuple().exponent)), self.lang)
        if not pct:
            return text
        share = fmt.signed(float(pct), 1, self.lang)
        return f"{text}（{share}%）" if self.lang == "ja" else f"{text} ({share}%)"

    def short(self, text: str | None) -> str:
        if text is None:
            return ""
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

    def _named(self, comment: str | None, name: str) -> str:
        if not comment:
            return name
        # "交付額 / Grant [円 / yen]: note", as the build writes it (etl: comment on column)
        told = comment.split(": ")[0]
        ja, _, rest = told.partition(" / ")
        unit = f" [{rest.rpartition(' [')[2]}" if rest.endswith("]") else ""
        en = rest.removesuffix(unit) if unit else rest
        local, _, english = unit.removeprefix(" [").removesuffix("]").partition(" / ")
        measured = local if self.lang == "ja" else english or local
        return f"{ja if self.lang == 'ja' else en}{f' [{measured}]' if measured else ''}"


def _qualified(schema: str, name: str) -> str:
    return name if schema == "main" else f"{schema}.{name}"
