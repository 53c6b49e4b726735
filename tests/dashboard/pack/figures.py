"""What a panel must show, from the mart itself: asked anew, in a plain connection, with the panel's SQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.panel import PanelData, parameters
from dashboard.state import State
from tests.conftest import Mart

Row = Mapping[str, Any]
# (chart, series, category) → value
Figures = dict[tuple[str, str, str], float | None]


def rows(mart: Mart, data: PanelData, state: State) -> list[Row]:
    """The panel's rows from the published DuckDB file."""
    sql = data.panel.sql
    used = {name: value for name, value in parameters(state).items() if f"${name}" in sql}
    cursor = mart.connection.cursor()
    cursor.execute("set search_path = 'main,kpi,views'")
    result = cursor.execute(sql, used) if used else cursor.execute(sql)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def declared(data: PanelData) -> dict[str, Any]:
    """What the panel says of its chart, by field; what it does not say is left out."""
    return {name: value for name, value in vars(data.panel.chart).items() if value not in (None, False, ())}


def key(data: PanelData, name: str) -> str:
    return str(declared(data)[name]).replace("{lang}", "" if data.lang == "ja" else "_en")


def number(value: Any) -> float | None:
    """To the digits a workbook keeps."""
    return None if value is None else float(f"{float(value):.13g}")


def charted(data: PanelData, value: Any) -> float | None:
    """A figure in the unit that the heading of its column names: a chart in 千円 holds 19000, no 19000000."""
    kinds = {column.name: column.kind for column in data.panel.columns}
    found = number(value)
    if found is None or kinds.get(str(declared(data).get("value"))) != "thousand_yen":
        return found
    return number(found / 1000)
