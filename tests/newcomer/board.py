"""Run in a copy of the project with the things added: what the board and the pack show of them, as JSON."""

from __future__ import annotations

import io
import json
import re
import sys
import tempfile
import zipfile
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

sys.path.insert(0, ".")

from dashboard.charts.kinds import drawings
from dashboard.charts.plotly import make_figure
from dashboard.mart import shared_mart
from dashboard.pack import page, slides, workbook
from dashboard.panel import prepare
from dashboard.panels import BY_PAGE, PANELS
from dashboard.paths import mart_folder
from dashboard.presentation.steps import steps
from dashboard.state import State
from dashboard.text import LANGUAGES
from dashboard.trial import _packs


def opened(lang: str) -> str:
    board = AppTest.from_file(str(Path("dashboard/entry/board.py").resolve()), default_timeout=300)
    board.query_params["lang"] = lang
    board._page_hash = calc_hash("neighbours")
    board.run()
    assert not board.exception, board.exception
    return "\n".join(str(item.proto.body) for item in board.get("html"))


def parts(data: bytes, name: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return [file.read(item).decode("utf-8") for item in file.namelist() if re.match(name, item)]


build = shared_mart(mart_folder()).live()
panel = PANELS["members_of_region"]
data = {lang: prepare(panel, State(lang=lang), build) for lang in LANGUAGES}
packs = _packs(data, build)
report: dict[str, object] = {
    "languages": list(LANGUAGES),
    "page_en": opened("en"),
    "page_fr": opened("fr"),
    "last_of_page": BY_PAGE["population"][-1].panel_id,
    "projected": [step.panel.panel_id for step in steps(build) if step.panel],
    "rows": {row["name"]: row["member_count"] for row in data["ja"].rows},
    "title": data["en"].title,
    "screen": make_figure(drawings(data["ja"])).to_json(),
}
with tempfile.TemporaryDirectory() as scratch:
    file = Path(scratch) / "a"
    slides.write(packs["ja"], file, lambda done, of: None)
    report["slide"] = parts(file.read_bytes(), r"ppt/charts/chart[^/]*\.xml")
    workbook.write(packs["ja"], file, lambda done, of: None)
    report["sheet"] = parts(file.read_bytes(), r"xl/charts/chart[^/]*\.xml")
    page.write(packs["ja"], file)
    report["offline"] = file.read_text(encoding="utf-8")
report["paper"] = page.document([packs["ja"]], paper=True)
print(json.dumps(report, ensure_ascii=False))
