"""Totals as views and panels tell them, for a solver that sees these too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.mart import Mart as BoardMart
from dashboard.panel import prepare
from dashboard.panels import of
from dashboard.panels.staffing import SURVEYED
from dashboard.state import State
from tests.conftest import Mart
from tests.survey.attacker import Area

Shown = tuple[str, str, Area, float]  # occupation, question, total, value
# column → question, and the questions told together with it
_GAP = {
    "required": ("required", ""),
    "present": ("present", ""),
    "vacancies": ("vacancies", ""),
    "leavers_5y": ("leavers_5y", ""),
    "matched_required": ("required", "gap"),
    "matched_present": ("present", "gap"),
}
_OUTLOOK = {name: (name, "outlook") for name in ("present", "leavers_5y", "hired")}
_EXAMINATION = {
    "sat": ("exam_applicants", "examination"),
    "passed": ("exam_passed", "examination"),
    "applicants": ("applicants", ""),
    "hired": ("hired", ""),
}
VIEWS = {"staffing_gap": _GAP, "examination": _EXAMINATION, "staff_projection": _OUTLOOK}
PANELS = {"staffing_outlook": _OUTLOOK, "staffing_examination": _EXAMINATION}


def shown(mart: Mart) -> Iterator[Shown]:
    """Every total of every view and panel of a survey by occupation."""
    for view, columns in VIEWS.items():
        rows = mart.ask(f"select * from kpi.{view}")
        names = [item[0] for item in rows.description]
        for values in rows.fetchall():
            yield from _text(dict(zip(names, values, strict=True)), columns)
    build = BoardMart(mart.paths.mart).live()
    shown = {panel.panel_id for panel in of("staffing", build, State())}
    for panel in SURVEYED:
        if panel.panel_id in shown:
            for row in prepare(panel, State(), build).rows:
                if "occupation_id" in row:
                    yield from _text(row, PANELS.get(panel.panel_id, _GAP))


def _text(row: Mapping[str, Any], columns: Mapping[str, tuple[str, str]]) -> Iterator[Shown]:
    if "area_level" not in row:
        return
    job, level, area = row["occupation_id"], row["area_level"], row["area_id"]
    for column, (question, together) in columns.items():
        if row.get(column) is not None:
            yield job, question, (level, area, together), float(row[column])
    # a ratio tells its numerator to whoever knows what it is set against
    if row.get("residents_per_staff") and row.get("residents"):
        yield job, "present", (level, area, ""), round(row["residents"] / row["residents_per_staff"])
