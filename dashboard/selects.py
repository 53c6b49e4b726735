"""The selects that the board asks: files of sql/panels, put together with the relations they share.

A select names a shared relation (sql/panels/shared/NAME.sql) as if it were a table; it is put before the
select as a common table expression, and with it what it reads itself. A view of sql/kpi may stand over other
municipalities than the mart's areas: the same select, with one of its tables replaced (`OVER`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from dashboard.paths import ROOT

_SQL = ROOT / "sql"
# a shared relation → the view whose select it is, and what stands there in place of what
OVER: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "chosen_figures": ("kpi/area_figures", {"kpi.area_member": "chosen_member"}),
    "chosen_indicator": ("kpi/area_indicator", {"kpi.area_figures": "chosen_figures"}),
    "chosen_age": ("kpi/area_age", {"kpi.area_member": "chosen_member"}),
    "chosen_staff": ("kpi/area_staff", {"kpi.area_member": "chosen_member"}),
    "chosen_fiscal": ("kpi/area_fiscal", {"kpi.area_member": "chosen_member"}),
    "chosen_nearness": (
        "kpi/nearness_indicator",
        {f"kpi.area_{name}": f"chosen_{name}" for name in ("figures", "age", "staff", "fiscal")},
    ),
    # what holds the words of a search is one rule, whatever is searched
    **{
        f"found_{kind}": ("panels/shared/found_project", {"project_text": f"{kind}_text"})
        for kind in ("case", "theme", "shortage", "decision", "region", "municipality")
    },
    # the municipalities that a reader put together in place of the region in focus
    "chosen_gap": (
        "panels/shared/region_gap",
        {
            "region_nearness": "chosen_nearness",
            "region_subject": "chosen_subject",
            "region_town": "chosen_member",
        },
    ),
}
_READ = re.compile(r"\b(?:from|join)\s+([a-z_0-9]+)\b(?!\.)")
_HEADER = re.compile(r"\A\s*/\*.*?\*/", re.DOTALL)
_COMMENT = re.compile(r"--[^\n]*")


@cache
def select(name: str, *over: tuple[str, str]) -> str:
    """The text of sql/panels/NAME.sql, ready to be asked. Raises OSError where there is no such file.

    `over`: (shared relation, the one that stands in its place) where one select serves two.
    """
    return preceded(_over(f"panels/{name}", dict(over)))


def preceded(text: str) -> str:
    """A select with the shared relations that it names before it."""
    return _preceded([expression(shared) for shared in _relations(text)], text)


def expression(name: str) -> str:
    """A shared relation as it stands before a select."""
    return f"{name} as (\n{relation(name)}\n)"


@cache
def unbound() -> Mapping[str, str]:
    """The shared relations whose rows depend on nothing that a reader chooses → the select of each, complete.

    Not those that list printed rows (`*_row`): they are long, and asked for a region at a time.
    """
    complete = {name: preceded(f"from {name}") for name in sorted(names()) if not name.endswith("_row")}
    return {name: text for name, text in complete.items() if "$" not in text}


@cache
def relation(name: str) -> str:
    """The select of a shared relation, without what it reads itself."""
    if name not in OVER:
        return _text(f"panels/shared/{name}")
    return _over(*OVER[name])


def _over(name: str, instead: Mapping[str, str]) -> str:
    """A select with others in the place of some of the tables that it reads."""
    text = _text(name)
    for table, other in instead.items():
        text = re.sub(rf"(?<![\w.]){re.escape(table)}\b", other, text)
    return text


def _relations(text: str) -> list[str]:
    """The shared relations that a select reads, those they read before them."""
    found: dict[str, None] = {}

    def visit(text: str) -> None:
        for name in _READ.findall(text):
            if name in names() and name not in found:
                visit(relation(name))
                found[name] = None

    visit(text)
    return list(found)


@cache
def names() -> frozenset[str]:
    """The shared relations there are."""
    return frozenset({*(file.stem for file in (_SQL / "panels" / "shared").glob("*.sql")), *OVER})


def _preceded(relations: list[str], text: str) -> str:
    if not relations:
        return text
    ahead = "with " + ",\n".join(relations)
    if re.match(r"with\b", text):
        return f"{ahead},\n{text.removeprefix('with').lstrip()}"
    return f"{ahead}\n{text}"


@cache
def _text(name: str) -> str:
    """A file's select, without its header and remarks."""
    text = (_SQL / f"{name}.sql").read_text(encoding="utf-8")
    return _COMMENT.sub("", _HEADER.sub("", text)).strip()
