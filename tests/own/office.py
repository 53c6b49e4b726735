"""A folder of an office with a table of its own: physicians by municipality of Hokkaido.

社会・人口統計体系 I, 医師数, 2018 and 2020; 179 rows as published.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from etl.paths import Paths

FILE = Path(__file__).with_name("physicians_hokkaido.csv")
HEAD = """id = "{folder}"
title = "社会・人口統計体系 医師数"
title_en = "System of social and demographic statistics: physicians"
publisher = "総務省統計局"
publisher_en = "Statistics Bureau"
licence = "政府標準利用規約"
as_of = 2020-12-31
"""
TABLE = """
[table.doctors]
path = "doctors.csv"
title = "市町村別の医師数"
title_en = "Physicians by municipality"
key = ["municipality_code", "year"]
wide = { name = "year", value = "physicians", headers = ["平成30年", "令和2年"] }
absent = { "…" = "unknown", "x" = "suppressed" }
[table.doctors.columns]
municipality_code = { header = "団体コード", type = "municipality_code", label = "コード", label_en = "Code" }
year = { type = "year", label = "年", label_en = "Year" }
physicians = { type = "integer", unit = "人", label = "医師数", label_en = "Physicians" }
"""
ROOMS = """
[table.rooms]
path = "rooms.csv"
title = "会議室"
title_en = "Rooms"
key = ["region_id"]
[table.rooms.columns]
region_id = { header = "圏域", type = "region_id", label = "圏域", label_en = "Region" }
rooms = { header = "室数", type = "integer", unit = "室", label = "室数", label_en = "Rooms" }
"""
VIEW = """/*
title: 市町村別の医師数
title_en: Physicians by municipality
question: 医師はどの市町村に何人いるか
grain: [municipality_code]
chart: {kind: ranked_bar, value: physicians, label: name}
columns:
  municipality_code: {label: 団体コード, label_en: Code}
  name: {label: 市町村, label_en: Municipality}
  physicians: {label: 医師数, label_en: Physicians, unit: 人}
*/
select
    d.municipality_code,
    m.name,
    d.physicians
from own.doctors as d
inner join municipality as m using (municipality_code)
where d.year = 2020
"""


def add_doctors(paths: Paths, folder: str = "own_doctors") -> Path:
    """The folder, with the excerpt as published."""
    home = paths.sources / folder
    home.mkdir()
    shutil.copy(FILE, home / "doctors.csv")
    (home / "source.toml").write_text(HEAD.format(folder=folder) + TABLE, encoding="utf-8")
    return home


def add_rooms(
    paths: Paths, folder: str = "own_rooms", name: str = "rooms", cells: str = "soya,3\nkushiro,5\n"
) -> None:
    """A table of regions (invented)."""
    home = paths.sources / folder
    home.mkdir()
    (home / "rooms.csv").write_text(f"圏域,室数\n{cells}", encoding="utf-8")
    described = ROOMS.replace("table.rooms", f"table.{name}")
    (home / "source.toml").write_text(HEAD.format(folder=folder) + described, encoding="utf-8")
