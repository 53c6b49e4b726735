"""Sixty lines with names at their ends: those names are legible on slide and sheet, the others counted."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from dashboard.charts.kinds.lines import Lines
from dashboard.mart import Build
from dashboard.pack import slides, workbook
from dashboard.panel import Column, Panel, prepare
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, T
from dashboard.trial import _packs

_COUNT, _MOST = 60, 16
_SQL = f"""
    select 'R' || n as region, year, 100 + n * 0.5 * (year - 2020) as value, n = 7 as strong
    from range({_COUNT}) as t (n), range(2020, 2025) as u (year)
    order by n, year
"""


def _panel() -> Panel:
    return Panel(
        panel_id="view_trial",
        page="analyst",
        question=T("試し", "Trial"),
        subtitle=T("試し", "Trial"),
        sql=_SQL,
        chart=Lines(
            x="year", value="value", series="region", series_id="region", number_kind="decimal1",
            strong=("R7",),
        ),
        columns=(
            Column("region", T("地域", "Region")),
            Column("year", T("年", "Year"), "year"),
            Column("value", T("値", "Value"), "decimal1"),
        ),
        finding=lambda rows, lang: "",
        sources=(),
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("output", ["slide", "sheet"])
def test_names_at_the_ends_of_sixty_lines_are_legible(
    output: str, lang: Lang, build: Build, tmp_path: Path
) -> None:
    pack = _packs({each: prepare(_panel(), State(lang=each), build) for each in LANGUAGES}, build)[lang]
    write, part = {
        "slide": (slides.write, r"ppt/(charts/chart|slides/slide)\d+\.xml"),
        "sheet": (workbook.write, r"xl/(charts/chart\d+|sharedStrings)\.xml"),
    }[output]
    write(pack, tmp_path / "a", lambda done, of: None)
    with zipfile.ZipFile(tmp_path / "a") as book:
        texts = [book.read(name).decode() for name in book.namelist() if re.fullmatch(part, name)]
    [chart] = [text for text in texts if "<c:chartSpace" in text]
    assert chart.count("<c:ser>") == _COUNT  # every line is drawn
    names = re.findall(r'<c:showSerName val="1"/>', chart)
    assert len(names) == _MOST
    named = [ser for ser in chart.split("<c:ser>")[1:] if 'showSerName val="1"' in ser]
    whose = {re.search(r"<c:v>(R\d+)</c:v>", ser)[1] for ser in named}  # type: ignore[index]
    assert {"R0", "R7", "R59"} <= whose  # both ends, and what stands out
    # a label is moved by less than the plot is high
    assert all(abs(float(y)) < 0.5 for y in re.findall(r'<c:y val="(-?[0-9.]+)"', "".join(named)))
    said = {"ja": "ほか44本は名を省く", "en": "44 more without a name"}[lang]
    assert said in "".join(texts)
