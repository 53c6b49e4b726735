"""Each thing of the README's table, added to a copy of the project; the files that this touched."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_CODE = ("dashboard", "etl", "renkei", "sql")


def copy_code(target: Path) -> Path:
    """The programs and the SQL of this checkout, beside whatever data lies there."""
    for name in _CODE:
        shutil.copytree(
            ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True
        )
    (target / "data").mkdir(exist_ok=True)
    shutil.copy(ROOT / "data" / "office.toml", target / "data" / "office.toml")
    return target


def files_touched(root: Path, add: Callable[[Path], None]) -> list[str]:
    """The files that are new or changed once `add` has been done."""
    before = _state(root)
    add(root)
    after = _state(root)
    assert before.keys() <= after.keys()
    return sorted(name for name in after if after[name] != before.get(name))


def _state(root: Path) -> dict[str, str]:
    places = (file for name in (*_CODE, "data") for file in (root / name).rglob("*") if file.is_file())
    return {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in places
        if "__pycache__" not in file.parts and (root / "data" / "mart") not in file.parents
    }


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


def a_years_figures(root: Path) -> None:
    file = root / "data" / "sources" / "hokkaido_casebook_2024" / "disbursements.csv"
    text = file.read_text(encoding="utf-8").rstrip("\n")
    _write(file, f"{text}\nshiribeshi,令和2年度,交付額,500,,後から届いた資料,\n")


def a_source(root: Path) -> None:
    folder = root / "data" / "sources" / "bureau_recruitment"
    _write(
        folder / "source.toml",
        """
id = "bureau_recruitment"
title = "振興局の採用実績"
title_en = "Recruitment reported by the bureau"
publisher = "北海道"
publisher_en = "Hokkaido Government"
as_of = 2025-04-01
licence = "利用条件の記載なし"
licence_en = "No terms of use printed"

[[file]]
path = "recruitment.csv"
table = "recruitment"
ref = "採用の表"
[file.columns]
"地域ID" = "region_id"
"年度" = "fiscal_year"
"職種ID" = "occupation_id"
"区分" = "measure"
"人数（人）" = "headcount"
""",
    )
    _write(
        folder / "recruitment.csv",
        "地域ID,年度,職種ID,区分,人数（人）\nnemuro,令和5年度,architect,採用実績,2\n",
    )


def a_table(root: Path) -> None:
    _write(
        root / "etl" / "tables" / "depot.py",
        '''
"""depot: storehouses that several municipalities use together."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.tables.base import Done, Fact, Raws, Table, label, stack
from etl.tables.columns import Raw


class Depot(Fact):
    depot_id = dy.String(primary_key=True, metadata=label("倉庫ID", "Depot ID"))
    region_id = dy.String(nullable=False, metadata=label("地域ID", "Region ID"))
    shelves = dy.Int64(nullable=False, min=0, metadata=label("棚", "Shelves", "台"))


def depot(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("depot_id", required=True),
            raw.text("region_id", required=True),
            raw.integer("shelves"),
            *raw.place("shelves"),
        ]

    return stack(raws.get("depot", []), Depot, one)


TABLES = [
    Table(
        "depot",
        Depot,
        depot,
        "共同倉庫",
        "Shared depots",
        ("depot",),
        {"region_id": ("region", "region_id")},
    )
]
'''.lstrip(),
    )
    registry = root / "etl" / "tables" / "registry.py"
    _replace(registry, "    *body.TABLES,\n", "    *body.TABLES,\n    *depot.TABLES,\n")
    _replace(registry, "    case,\n", "    case,\n    depot,\n")


def rows_of_the_table(root: Path) -> None:
    """What fills the new table is a source, which has a row of its own."""
    folder = root / "data" / "sources" / "depot_list"
    _write(
        folder / "source.toml",
        """
id = "depot_list"
title = "共同倉庫の一覧"
title_en = "List of shared depots"
publisher = "根室市"
publisher_en = "Nemuro City"
as_of = 2025-04-01
licence = "利用条件の記載なし"
licence_en = "No terms of use printed"

[[file]]
path = "depots.csv"
table = "depot"
ref = "倉庫の表"
[file.columns]
"倉庫ID" = "depot_id"
"地域ID" = "region_id"
"棚（台）" = "shelves"
""",
    )
    _write(folder / "depots.csv", "倉庫ID,地域ID,棚（台）\nd1,nemuro,12\nd2,nemuro,30\n")


def a_table_of_an_offices_own(root: Path) -> None:
    folder = root / "data" / "sources" / "own_depots"
    _write(
        folder / "source.toml",
        """
id = "own_depots"
title = "備蓄倉庫の一覧"
title_en = "List of storehouses"
publisher = "企画課"
publisher_en = "Planning division"
licence = "庁内資料"

[table.storehouse]
path = "storehouses.csv"
title = "備蓄倉庫"
title_en = "Storehouses"
key = ["storehouse_id"]
[table.storehouse.columns]
storehouse_id = { header = "倉庫", type = "text", label = "倉庫", label_en = "Storehouse" }
shelves = { header = "棚の数", type = "integer", unit = "台", label = "棚の数", label_en = "Shelves" }
""",
    )
    _write(folder / "storehouses.csv", "倉庫,棚の数\nd1,12\nd2,30\n")


def a_figure(root: Path) -> None:
    _write(
        root / "sql" / "views" / "members_of_regions.sql",
        """/*
title: 構成市町村の数
title_en: Members of each region
question: どの地域に構成市町村が多いか
question_en: Which region has most members?
grain: [region_id]
chart: {kind: ranked_bar, value: member_count, label: region_id}
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  member_count: {label: 構成市町村, label_en: Members, unit: 市町村, unit_en: municipalities}
*/
select
    region_id,
    count(*) as member_count
from region_member
where left_on is null
group by region_id
order by member_count desc, region_id
""",
    )


def a_check(root: Path) -> None:
    _write(
        root / "sql" / "checks" / "large_region.sql",
        """/*
title: 構成市町村が3を超える地域
title_en: Regions of more than three members
severity: notice
scope: set
*/
select
    min(source_row) as source_row,
    'region_id' as column_name,
    count(*)::varchar as value,
    'region_id=' || region_id as row_key,
    '3以下' as expected,
    'at most 3' as expected_en
from region_member
group by region_id
having count(*) > 3
""",
    )


def a_panel(root: Path) -> None:
    _write(
        root / "sql" / "panels" / "neighbours" / "members.sql",
        """select
    region_id,
    name,
    name_en,
    member_count
from kpi.region_overview
where scheme <> 'council'
order by member_count desc, region_id
""",
    )
    _write(
        root / "dashboard" / "panels" / "neighbours.py",
        '''
"""近隣: how many municipalities work together in each region?"""

from dashboard.chart import Table
from dashboard.panel import Column, Panel
from dashboard.selects import select
from dashboard.text import T

members = Panel(
    panel_id="members_of_region",
    page="population",
    question=T("各地域に市町村はいくつあるか", "How many municipalities has each region?"),
    subtitle=T("構成市町村の数", "Members of each region"),
    sql=select("neighbours/members"),
    chart=Table(),
    columns=(
        Column("name{lang}", T("地域", "Region")),
        Column("member_count", T("構成市町村", "Members"), "count", T("市町村", "municipalities")),
    ),
    finding=lambda rows, lang: f"{len(rows)} 地域" if lang == "ja" else f"{len(rows)} regions",
    sources=(),
)
'''.lstrip(),
    )


def a_page(root: Path) -> None:
    _write(
        root / "dashboard" / "pages" / "neighbours.py",
        '''
"""近隣: with whom does each region work?"""

from dashboard.pages.page import Page, View, finding_of
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.panels.cards import people
from dashboard.render.screen import draw
from dashboard.text import T


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    draw(prepare(PANELS["index_rank"], view.state, view.build), view.state)


PAGE = Page(
    "neighbours",
    T("近隣", "Neighbours"),
    T("各地域は誰と組むか", "With whom does each region work?"),
    finding_of("index_rank"),
    _body,
    place=3,
    cards=(people.reach,),
)
'''.lstrip(),
    )


def a_chart_kind(root: Path) -> None:
    """Points on a line of categories, and the panel that is drawn so."""
    _write(
        root / "dashboard" / "charts" / "kinds" / "lollipop.py",
        '''
"""A bar so thin that it is a stick, with its figure at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dashboard.chart import in_language
from dashboard.charts.kinds.plot import Plot, heading
from dashboard.charts.labels import label
from dashboard.charts.model import STRONG, Axis, Drawing, Name, Series, scale
from dashboard.panel import PanelData


@dataclass(frozen=True, kw_only=True)
class Lollipop(Plot):
    kind: ClassVar[str] = "lollipop"

    label: str
    value: str

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def categories(self) -> str:
        return self.label

    def draw(self, data: PanelData) -> tuple[Drawing, ...]:
        names = tuple(row[in_language(self.label, data.lang)] for row in data.rows)
        values = tuple(row[self.value] for row in data.rows)
        labels = {at: label(self.number_kind, data.lang, value) for at, value in enumerate(values)}
        series = Series(heading(self.value, data), values, STRONG, labels=labels)
        return (Drawing("bar", names, (series,), Axis(*scale(values)), names=tuple(map(Name, names))),)
'''.lstrip(),
    )
    panel = root / "dashboard" / "panels" / "neighbours.py"
    _replace(
        panel,
        "    chart=Table(),\n",
        '    chart=Lollipop(label="name{lang}", value="member_count", number_kind="count"),\n',
    )
    _replace(
        panel,
        "from dashboard.chart import Table\n",
        "from dashboard.charts.kinds.lollipop import Lollipop\n",
    )


def a_language(root: Path) -> None:
    _write(
        root / "dashboard" / "i18n" / "fr.toml",
        """[language]
name = "français"

[app]
title = "Tableau de la coopération"

[texts]
"Neighbours" = "Voisins"
"With whom does each region work?" = "Avec qui chaque région travaille-t-elle ?"
""",
    )


def questions_of_a_survey(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "etl", "survey", "new", "depots_2026", "--root", "."],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    file = root / "data" / "surveys" / "depots_2026" / "survey.toml"
    text = file.read_text(encoding="utf-8")
    _write(
        file,
        text
        + """
[[question]]
id = "depot_shelves"
set = "own"
text = "共同で使える棚の数"
text_en = "Shelves that others may use"
kind = "count"
unit = "台"
unit_en = "shelves"
""",
    )


# the first cell of the README's table → who adds it, and the most files that it may touch
ADDED: dict[str, tuple[Callable[[Path], None], int]] = {
    "a year's figures": (a_years_figures, 3),
    "a source": (a_source, 3),
    "a table": (a_table, 3),
    "a table of an office's own": (a_table_of_an_offices_own, 2),
    "a figure": (a_figure, 3),
    "a check": (a_check, 3),
    "a panel": (a_panel, 3),
    "a page": (a_page, 1),
    "a chart kind": (a_chart_kind, 2),
    "a language": (a_language, 3),
    "questions of a survey": (questions_of_a_survey, 3),
}
