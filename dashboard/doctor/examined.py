"""What an office's board shows and what it does not: settings, sources, panels, words of others."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dashboard import analyst, ownaside
from dashboard.finding import column
from dashboard.mart import Build, Mart, Row
from dashboard.office import office
from dashboard.officecheck import refused, sentence
from dashboard.pages import Page, offered
from dashboard.pages.page import View
from dashboard.panel import PanelData, prepare
from dashboard.panels import of
from dashboard.paths import settings_file
from dashboard.selects import select
from dashboard.state import State
from dashboard.text import Lang, T, word
from renkei.officeformat import CURRENT, formats_of

# a fault must be mended; a gap may stay, and its page says so; a note is for who looks after the board
Level = Literal["fault", "gap", "note"]
_OLD_YEARS = 3
_DUE = select("doctor/due")
_AGES = select("doctor/ages")
_OTHERS = select("doctor/other_prefectures")
# pages that are about other places, or list documents of all of Japan
_STATES = ("drawn", "empty", "failed")
_OF_OTHERS = ("cases", "council", "data", "analyst", "similar")


@dataclass(frozen=True)
class Line:
    level: Level
    text: T


def examine(mart: Mart, build: Build, today: dt.date) -> list[Line]:
    """All of it, in the order in which one would mend it."""
    return [
        *_format(),
        *_settings(build),
        *_refresh(mart),
        *set_aside(build),
        *_panels(mart, build),
        *_foreign(mart, build),
        *_sources(build, today),
    ]


def _format() -> Iterator[Line]:
    """Whether the office's files are of an older format than the product's, or of a newer one."""
    file = settings_file()
    formats = set(formats_of(file.parent, file).values())
    older, newer = min(formats, default=CURRENT), max(formats, default=CURRENT)
    if newer > CURRENT:
        yield Line("fault", _numbers("newer_format", newer))
    elif older < CURRENT:
        yield Line("note", _numbers("older_format", older))


def _numbers(key: str, number: int) -> T:
    ja, en = (word(f"doctor.{key}", lang).format(number=number, current=CURRENT) for lang in ("ja", "en"))
    return T(ja, en)


def _settings(build: Build) -> Iterator[Line]:
    wrong = refused(build)
    for item in wrong:
        yield Line("fault", T(sentence(item, "ja"), sentence(item, "en")))
    told = office()
    if not told.title or not told.contact:
        yield Line("gap", _said("no_identity"))


def _refresh(mart: Mart) -> Iterator[Line]:
    """What the last refresh said: tables with a heading alone, what waits, what is wrong."""
    last = mart.last_run()
    if last is None:
        return
    if last.get("result") == "waiting":
        yield Line("gap", _said("waiting"))
    for told in last.get("problems", []):
        if told["severity"] == "aside" and last.get("result") == "published":
            continue  # the build has it: set_aside
        yield _problem("gap" if told["severity"] == "notice" else "fault", told)


def _problem(level: Level, problem: Mapping[str, Any]) -> Line:
    place = "".join(f" {problem[name]}" for name in ("row", "column") if problem.get(name))
    where = f"{problem['file']}{place}: "
    return Line(level, T(f"{where}{problem['expected']}", f"{where}{problem['expected_en']}"))


def set_aside(build: Build) -> Iterator[Line]:
    """Views, and tables of the office's own, that the build was made without."""
    for name, problems in build.manifest.get("aside", {}).items():
        why = problems[0] if problems else {"expected": "", "expected_en": ""}
        yield Line(
            "fault",
            T(
                word("doctor.aside", "ja").format(name=name, why=why["expected"]),
                word("doctor.aside", "en").format(name=name, why=why["expected_en"]),
            ),
        )
    for told in ownaside.in_build(build):
        yield _problem("fault", told)


def _panels(mart: Mart, build: Build) -> Iterator[Line]:
    """A page a line, and below it each panel that is empty, with the word that stands there."""
    for page in offered():
        shown = list(_shown(page, mart, build))
        count = Counter(_state(ja) for ja, _ in shown)
        level: Level = "fault" if count["failed"] else "gap" if count["empty"] else "note"
        yield Line(level, _both("page", page, **{name: count[name] for name in _STATES}))
        for ja, en in shown:
            if _state(ja) != "drawn":
                yield Line("fault" if _state(ja) == "failed" else "gap", T(_absent(ja), _absent(en)))


def _shown(page: Page, mart: Mart, build: Build) -> Iterator[tuple[PanelData, PanelData]]:
    """Every panel of a page in both languages, for the region that the page takes where none is chosen."""
    ja, en = (page.prepare_state(View(State(lang=lang), build, mart)) for lang in ("ja", "en"))
    for panel in analyst.panels(build).values() if page.page_id == "analyst" else of(page.page_id, build, ja):
        yield prepare(panel, ja, build), prepare(panel, en, build)


def _state(data: PanelData) -> str:
    if data.failed is not None or data.lacking:
        return "failed"
    return "drawn" if data.rows else "empty"


def _absent(data: PanelData) -> str:
    stop = "。" if data.lang == "ja" else ". "
    return f"  {data.panel.question(data.lang)} → {stop.join(p for p in (data.title, data.subtitle) if p)}"


def _foreign(mart: Mart, build: Build) -> Iterator[Line]:
    """Sentences of the office's own pages that name a prefecture which it is not of."""
    names = build.query(_OTHERS, {"prefectures": _own()})
    for page in offered():
        for pair in _shown(page, mart, build) if page.page_id not in _OF_OTHERS else ():
            for data in pair:
                said = " ".join((data.title, data.subtitle, *data.remarks))
                named = [row[column(data.lang, "prefecture")] for row in names]
                hit = [name for name in named if name in said]
                if hit:
                    yield Line("fault", _both("foreign", page, question=data.panel.question, names=hit))


def _own() -> list[str] | None:
    own = office().prefectures
    return None if own is None else list(own)


def _sources(build: Build, today: dt.date) -> Iterator[Line]:
    for row in build.query(_AGES):
        if row["as_of"] < today.replace(year=today.year - _OLD_YEARS, day=1):
            yield Line("note", _row("old", row, "title", as_of=row["as_of"].isoformat()))
    for row in build.query(_DUE):
        yield Line("note", _row("due", row, "title", "year", count=row["missing_count"]))


def _row(key: str, row: Row, *names: str, **more: object) -> T:
    """A sentence about a document, with the columns of `names` in each language."""

    def written(lang: Lang) -> str:
        values = {name: row[column(lang, name)] for name in names}
        return word(f"doctor.{key}", lang).format(**values, **more)

    return T(written("ja"), written("en"))


def _said(key: str) -> T:
    return T(word(f"doctor.{key}", "ja"), word(f"doctor.{key}", "en"))


def _both(key: str, page: Page, **more: Any) -> T:
    def written(lang: Lang) -> str:
        values = {name: value(lang) if isinstance(value, T) else value for name, value in more.items()}
        values = {name: "、".join(v) if isinstance(v, list) else v for name, v in values.items()}
        return word(f"doctor.{key}", lang).format(page=page.name(lang), **values)

    return T(written("ja"), written("en"))
