"""The tables that a new office fills in: columns, what is written into each, as CSV and as workbooks."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl.forms.rules import Rule, choose, prompt
from etl.forms.writer import BORDER, HEAD, FormBook
from etl.paths import Paths
from etl.read.decisions import LAYOUTS
from etl.tables import agreement, basis, body, decision, project, scheme, staffing, step
from etl.tables.grant import STATUS_WORDS
from etl.tables.registry import TABLES
from renkei.decisionfile import KINDS, STATES

# cells of which a list opens: a column, or a table's
_CHOICES: Mapping[str, Collection[str]] = {
    "scheme.kind": scheme.KINDS,
    "scheme.recipient": scheme.RECIPIENTS,
    "disbursement.status": STATUS_WORDS,
    "agreement.kind": agreement.KINDS,
    "party.kind": agreement.PARTY_KINDS,
    "body_event.state": body.STATES,
    "meeting.state": decision.MEETING_STATES,
    "decision.kind": KINDS,
    "decision.state": STATES,
    "project_year.state": project.STATES,
    "project_outcome.kind": project.KINDS,
    "project_outcome.certainty": project.CERTAINTIES,
    "recruitment.measure": staffing.MEASURES,
    "scheme_step.recurs": step.RECURS,
    "scheme_step.deadline": step.DEADLINES,
    **dict.fromkeys(
        ("group_basis", "status_basis", "deadline_basis", "rule_basis", "occupation_basis"), basis.WORDS
    ),
}
_TEXTS = Path(__file__).with_name("texts")
_OF_MEETINGS = {name for name, _ in LAYOUTS.values()}
_OPEN_ROWS = 200
_BOM = "\ufeff"  # a spreadsheet program reads the file as UTF-8


@dataclass(frozen=True)
class Form:
    path: str
    table: str
    columns: Mapping[str, str]  # heading → column of the table

    @property
    def title(self) -> tuple[str, str]:
        """What the table holds, in both languages."""
        return next((table.title, table.title_en) for table in TABLES if table.name == self.table)


@cache
def _hints() -> Mapping[str, Sequence[str]]:
    hints: Mapping[str, Sequence[str]] = tomllib.loads((_TEXTS / "columns.toml").read_text("utf-8"))["hint"]
    return hints


def hint(form: Form, column: str) -> Sequence[str]:
    """What is written into a column, in both languages."""
    return _hints().get(f"{form.table}.{column}") or _hints()[column]


def choices(form: Form, column: str, product: Paths) -> list[str]:
    """The words of which a cell takes one; none where it takes any."""
    if column == "occupation_id":
        file = product.root / "data" / "sources" / "board_classification" / "occupations.csv"
        with file.open(encoding="utf-8-sig", newline="") as rows:
            return [row["職種"] for row in csv.DictReader(rows)]
    return list(_CHOICES.get(f"{form.table}.{column}") or _CHOICES.get(column, ()))


def file_name(form: Form, excel: bool) -> str:
    return Path(form.path).with_suffix(".xlsx").name if excel else form.path


def explained(product: Paths, excel: bool) -> str:
    """A page beside the forms: every file, its columns and what is written into them."""
    parts = [(_TEXTS / "columns.md").read_text(encoding="utf-8")]
    for form in (*forms(), *meeting_forms()):
        name = f"{'decisions/' if form.table in _OF_MEETINGS else ''}{file_name(form, excel)}"
        ja, en = form.title
        lines = [f"## `{name}`　{ja} / {en}", "", f"表 / table: `{form.table}`", ""]
        lines += ["| 見出し / heading | 列 / column | 書くこと / what to write |", "|---|---|---|"]
        for heading, column in form.columns.items():
            said, said_en = hint(form, column)
            words = "・".join(choices(form, column, product))
            said = f"{said}（{words}）" if words else said
            lines.append(f"| {heading} | `{column}` | {said} / {said_en} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def meeting_forms() -> list[Form]:
    """The tables of decisions/, which need no source.toml."""
    return [Form(f"{stem}.csv", name, columns) for stem, (name, columns) in LAYOUTS.items()]


@cache
def forms() -> list[Form]:
    """The tables of its own source that an office fills in."""
    listed = tomllib.loads((_TEXTS / "forms.toml").read_text(encoding="utf-8"))["form"]
    return [Form(form["path"], form["table"], form["columns"]) for form in listed]


def table(form: Form, rows: Sequence[Mapping[str, str]]) -> str:
    """CSV with the form's headings; `rows` by column of the table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(form.columns)
    for row in rows:
        writer.writerow([row.get(column, "") for column in form.columns.values()])
    return _BOM + out.getvalue()


def workbook(form: Form, rows: Sequence[Mapping[str, str]], on: dt.date, product: Paths) -> bytes:
    """The same as a workbook: what is typed stays as it is typed (令和6年度, 01, 未定), what to type stands
    beside the cell."""
    book = FormBook(form.table, on, {"head": {**HEAD, **BORDER}, "open": {**BORDER, "num_format": "@"}})
    sheet = book.sheet(Path(form.path).stem)
    for at, (heading, column) in enumerate(form.columns.items()):
        sheet.write(1, at, heading, "head")
        last = max(len(rows), _OPEN_ROWS)
        words = choices(form, column, product)
        rule: Rule = choose(words) if words else {"validate": "any"}
        sheet.allow(2, last + 1, at, {**rule, **prompt(heading, hint(form, column)[0])})
        for row in range(last):
            text = rows[row].get(column, "") if row < len(rows) else ""
            sheet.write(row + 2, at, text or None, "open")
    sheet.width(0, len(form.columns) - 1, 18)
    sheet.head(1)
    return book.content()
