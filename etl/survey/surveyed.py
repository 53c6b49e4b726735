"""The surveys of a run: found, cited, and put under the tables that documents' surveys stand in."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

import polars as pl

from etl.paths import Paths
from etl.problems import Problems
from etl.read.discover import Source
from etl.survey.collected import Collected, collect
from etl.survey.definition import FILE, Definition, closed_words
from etl.survey.files import survey_files
from etl.survey.reading import load
from etl.survey.reference import ReferenceData, survey_scope
from etl.survey.tablerows import rows
from renkei import japan
from renkei.whole import file_sha256

_STANDS_ON = ("municipality", "bureau_member", "region", "region_member", "occupation")


class Surveyed:
    """`sources` cite the surveys; `key` changes with whatever decides their rows."""

    def __init__(self, paths: Paths, problems: Problems) -> None:
        self._problems = problems
        self.minimum = _minimum(paths, problems)
        found = [load(toml.parent, problems) for toml in sorted(paths.surveys.glob(f"*/{FILE}"))]
        self.definitions = [item for item in found if item is not None]
        for definition in self.definitions:
            _sample(definition, paths, problems)
            _no_source(definition, paths, problems)
        self.sources = [_source(definition) for definition in self.definitions]
        self._on = japan.today()
        told = [str(self.minimum), *(f"{d.survey_id} {d.published(self._on)}" for d in self.definitions)]
        for path in survey_files(paths):
            told.append(f"{path.relative_to(paths.surveys).as_posix()} {file_sha256(path)}")
        self.key = hashlib.sha256("\n".join(told).encode()).hexdigest()
        self._rows: dict[str, pl.DataFrame] | None = None

    def add(self, table: str, frame: pl.DataFrame, done: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        """`frame` with the rows of the surveys under it; returns are read when the first table asks."""
        if not self.definitions:
            return frame
        stands_on = {name: done[name] for name in _STANDS_ON}
        if self._rows is None:
            self._rows = self._read(ReferenceData.of(stands_on))
        mine = self._rows[table]
        return pl.concat([frame.select(mine.columns), mine], how="vertical_relaxed")

    def _read(self, reference: ReferenceData) -> dict[str, pl.DataFrame]:
        several: list[Collected] = []
        for definition in self.definitions:
            told = survey_scope(definition, reference, self._problems)
            collected = collect(definition, told)
            _report_open(collected, self._problems)
            _report_closed(definition, self._on, self._problems)
            several.append(collected)
        return rows(several, reference, self.minimum, self._on)


def _minimum(paths: Paths, problems: Problems) -> int:
    """office.toml [survey] minimum_cell; 3 where nothing is said."""
    section: Any = paths.settings().get("survey", {})
    told: Any = section.get("minimum_cell", 3) if isinstance(section, dict) else section
    if isinstance(told, int) and not isinstance(told, bool) and told >= 1:
        return told
    problems.report(
        "minimum_cell",
        "1 以上の整数で書きます",
        "must be a whole number from 1",
        file=paths.short(paths.settings_file),
        column="[survey] minimum_cell",
        value=str(told),
    )
    return 3


def _sample(definition: Definition, paths: Paths, problems: Problems) -> None:
    """Invented answers and real ones never stand in one mart."""
    if definition.sample != paths.samples:
        problems.report(
            "survey_sample",
            "見本データ（sample = true）は data/samples/surveys/ に、実際の調査は data/surveys/ に置きます",
            "invented answers (sample = true) belong under data/samples/surveys/, "
            "real ones under data/surveys/",
            file=f"{definition.label}/{FILE}",
            column="sample",
            value=str(definition.sample).lower(),
        )


def _no_source(definition: Definition, paths: Paths, problems: Problems) -> None:
    """A survey is cited under its own name: no source may have it."""
    if (paths.sources / definition.survey_id).exists():
        problems.report(
            "survey_name",
            "同じ名の出典があります。調査のフォルダを別の名にします",
            "a source has this name: give the survey's folder another",
            file=f"{definition.label}/{FILE}",
            value=definition.survey_id,
        )


def _source(definition: Definition) -> Source:
    """The survey as a source that can be cited. Its returns are never listed: they stay in the office."""
    sample = definition.sample
    citation = {
        "title": ("【見本データ】" if sample else "") + definition.title,
        "title_en": ("[Sample data] " if sample else "") + definition.title_en,
        "publisher": definition.publisher,
        "publisher_en": definition.publisher_en,
        "licence": "見本データ（実在の回答ではない）"
        if sample
        else "調査票は公表しない（秘匿した後の値だけを示す）",
        "licence_en": "Sample data, no real answers" if sample else "Returns are not published",
        "published_on": None,
        "as_of": definition.fielded_to,
        "url": None,
        "note": definition.note,
        "note_en": None,
        "statistic": None,
    }
    return Source(definition.survey_id, definition.folder, citation, (), (), ())


def _report_open(collected: Collected, problems: Problems) -> None:
    """That returns are left out, without a word of what stands in them."""
    left = [item.target.name for item in collected.municipalities if item.state == "open"]
    strays = len(collected.strays)
    name = collected.definition.survey_id
    if left or strays:
        shown = "、".join(left[:10]) + ("…" if len(left) > 10 else "")
        problems.report(
            "survey_open",
            f"要確認の調査票 {len(left)} 件（{shown}）と不明のファイル {strays} 件は読み込みません。"
            f"python -m etl survey status {name} で返信文ができます",
            f"{len(left)} returns that do not hold and {strays} files of nobody asked are left out; "
            f"python -m etl survey status {name} says why",
            severity="notice",
            file=collected.definition.label,
        )


def _report_closed(definition: Definition, on: dt.date, problems: Problems) -> None:
    """That answers are not published yet, and from which day they are."""
    if not definition.published(on):
        ja, en = closed_words(definition)
        problems.report(
            "survey_closed", ja, en, severity="notice", file=f"{definition.label}/{FILE}", column="publish"
        )
