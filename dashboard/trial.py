"""The trial of an analyst's view: its panel is drawn as every output would draw it, before readers see it.

The refresh and `python -m etl sql check` start it as a process (`python -m dashboard trial`) and give it a
folder with the view's rows, in the shape of a build.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dashboard import analyst
from dashboard.charts.kinds import drawings
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.plotly import PROJECTOR, make_figure
from dashboard.mart import Build
from dashboard.pack import csv_tables, page, parquet_tables, slides, workbook
from dashboard.pack.content import Pack, Section, assemble
from dashboard.pack.failed import PanelFailure
from dashboard.pack.settings import Settings
from dashboard.pages import PAGE_BY_ID
from dashboard.panel import Panel, PanelData, prepare
from dashboard.presentation.figure import projected
from dashboard.render import html
from dashboard.render.alt import paragraph
from dashboard.render.csvfile import csv_bytes
from dashboard.render.screen import PARTS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word
from renkei.child import serve as answering
from renkei.whole import Damaged

# plotly, the toolkit and the writers take most of it
_MOST_BYTES = 6 * 2**30
_LONGEST = 300
# in the order in which a reader meets them; the words stand in i18n, [trial]
OUTPUTS = ("panel", "screen", "table", "csv", "projected", "slide", "sheet", "offline", "tables")


@dataclass(frozen=True)
class Fault:
    """One output that cannot draw the panel, and why in the words of the program."""

    output: str
    cause: str

    def as_dict(self) -> dict[str, str]:
        ja, en = (word(f"trial.{self.output}", lang) for lang in ("ja", "en"))
        return {"output": self.output, "cause": self.cause, "ja": ja, "en": en}


def faults(folder: Path) -> list[Fault]:
    """What cannot be drawn of the views in `folder`, each output once."""
    build = Build(folder)
    with _Causes() as causes:
        return [
            fault
            for name, panel in analyst.panels(build).items()
            for fault in _faults(panel, name, build, causes)
        ]


def _faults(panel: Panel, name: str, build: Build, causes: _Causes) -> Iterator[Fault]:
    prepared = {lang: prepare(panel, State(lang=lang), build) for lang in LANGUAGES}
    for data in prepared.values():
        if data.failed is not None or data.lacking:
            yield Fault("panel", causes.of(data.failed))
            return
    packs = _packs(prepared, build)
    for output in OUTPUTS[1:]:
        with tempfile.TemporaryDirectory(prefix="renkei-trial-") as scratch:
            try:
                for lang, data in prepared.items():
                    _DRAW[output](data, packs[lang], Path(scratch) / lang)
            except OSError:  # the disk's, no fault of the view
                raise
            except Exception as error:
                yield Fault(output, _one_line(error))


def _packs(prepared: Mapping[Lang, PanelData], build: Build) -> dict[Lang, Pack]:
    """The panel alone as a pack, in each language; they are joined, as the offline page asks."""
    made = {}
    for lang, data in prepared.items():
        settings = Settings("試し", dt.date(2000, 1, 1), (data.panel.panel_id,), languages=(lang,))
        title = PAGE_BY_ID["analyst"].name(lang)
        section = Section(
            "analyst", title, title, data.title, False, (), (), (data,), State(lang=lang), "", lambda: ()
        )
        made[lang] = assemble(settings, lang, build, (section,))
    for pack in made.values():
        pack.join(made)
    return made


def _screen(data: PanelData, pack: Pack, path: Path) -> None:
    for compact in (False, True):
        html.heading(data, compact)
    kind = data.panel.chart.kind
    if data.rows and isinstance(data.panel.chart, Plot):
        make_figure(drawings(data)).to_json()
        paragraph(data)
    elif data.rows:
        PARTS[kind](data)
    html.footer(data)


def _projected(data: PanelData, pack: Pack, path: Path) -> None:
    kind = data.panel.chart.kind
    if data.rows and isinstance(data.panel.chart, Plot):
        shown, _ = projected(data)
        make_figure(shown, PROJECTOR).to_json()
    elif data.rows:
        PARTS["grid" if kind == "grid" else "table"](data)


def _table(data: PanelData, pack: Pack, path: Path) -> None:
    html.data_table(data)
    html.data_table(data, tall=True, folded=True)


def _csv(data: PanelData, pack: Pack, path: Path) -> None:
    csv_bytes(data)


def _offline(data: PanelData, pack: Pack, path: Path) -> None:
    if pack.lang == LANGUAGES[0]:
        page.write(pack, path)  # holds both languages
    page.document([pack], paper=True)  # the handout is printed from it


def _tables(data: PanelData, pack: Pack, path: Path) -> None:
    path.mkdir()
    csv_tables.write(pack, path / "csv")
    parquet_tables.write(pack, path / "parquet")


def _write(write: Callable[..., None], data: PanelData, pack: Pack, path: Path) -> None:
    write(pack, path, lambda done, of: None)


_DRAW: Mapping[str, Callable[[PanelData, Pack, Path], None]] = {
    "screen": _screen,
    "table": _table,
    "csv": _csv,
    "projected": _projected,
    "slide": partial(_write, slides.write),
    "sheet": partial(_write, workbook.write),
    "offline": _offline,
    "tables": _tables,
}


def _one_line(error: BaseException) -> str:
    """One line; a writer names the panel it stood at, which is known here."""
    if isinstance(error, PanelFailure) and error.__cause__ is not None:
        error = error.__cause__
    return " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST]


class _Causes(logging.Handler):
    """What the board writes into its log under a number, while a panel is tried."""

    def __init__(self) -> None:
        super().__init__()
        self._causes: dict[str, str] = {}
        self._last = ""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            self._last = _one_line(error)
            self._causes[record.getMessage().split(" ")[0]] = self._last

    def of(self, number: str | None) -> str:
        return self._causes.get(number or "", self._last)

    def __enter__(self) -> _Causes:
        logging.getLogger("dashboard").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("dashboard").removeHandler(self)


def serve() -> None:
    """Answers until nobody asks: a folder, and what cannot be drawn of it. The first question is empty."""
    logging.getLogger("dashboard").propagate = False
    warnings.simplefilter("ignore")
    answering(_answer, _MOST_BYTES)


def _answer(question: bytes) -> bytes:
    """A list; null where the disk keeps a panel from being tried."""
    folder = question.decode()
    try:
        found = faults(Path(folder)) if folder else []
    except (OSError, Damaged):
        return b"null"
    return json.dumps([fault.as_dict() for fault in found]).encode()
