"""decisions/ of an office: what its meetings decided, a CSV for each fiscal year, a row for each decision.

The headings are written here for both sides: `etl` reads these files as it reads a source, and the board
appends to them. A row is one line: a file that two versions of are compared shows what was added.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from filelock import FileLock, Timeout

from renkei.disk import flush, put_in_place
from renkei.plaincell import as_written, plain

# heading → column of the table `decision`
COLUMNS: Mapping[str, str] = {
    "決定ID": "decision_id",
    "日付": "decided_on",
    "地域ID": "region_id",
    "会議ID": "meeting_id",
    "テーマID": "theme_id",
    "図ID": "panel_id",
    "種類": "kind",
    "内容": "text",
    "担当": "assignee",
    "期日": "due_on",
    "状態": "state",
    "済んだ日": "done_on",
    "結果": "outcome",
    "記入者": "written_by",
    "記入日時": "written_at",
}
KINDS: Mapping[str, str] = {"決定": "decision", "宿題": "action", "メモ": "note"}
STATES: Mapping[str, str] = {"未了": "open", "済": "done", "取りやめ": "dropped"}
# characters of a cell: a sentence or two, not a document
LONGEST = 1000
_WAIT = 10.0  # seconds for another writer, who needs milliseconds
_BOM = "\ufeff"

Record = Mapping[str, str]


class NotWritten(Exception):
    """Why nothing was written: a key of the board's words, [decide]."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Place:
    """A record and the file that holds it."""

    file: Path
    record: Record


def one_line(text: str) -> str:
    """The text as one cell holds it: no control characters, no line breaks, no space around it."""
    return re.sub(r"[\s\x00-\x1f\x7f\u2028\u2029]+", " ", text).strip()[:LONGEST]


def records(folder: Path) -> list[Place]:
    """Every row of the CSV files of `folder` as text, by column; what cannot be read is left out, and said
    by the refresh."""
    found = []
    for file in sorted(folder.glob("*.csv")):
        table = None if file.name.startswith((".", "~$")) else _read(file)
        if table is not None:
            found += [Place(file, row) for row in table.rows if row.get("decision_id")]
    return found


def add(folder: Path, record: Record, by: str, now: dt.datetime) -> Record:
    """Append a record to the file of its fiscal year, under an id of its own. Raises NotWritten, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        day = dt.date.fromisoformat(record["decided_on"])
        number = f"{day:%Y%m%d}-{secrets.token_hex(4)}"
        written = _written({**record, "decision_id": number}, by, now)
        file, columns = _file_of(folder, day.year - (day.month < 4))
        before = file.read_bytes() if file.is_file() else (_BOM + _line(COLUMNS)).encode("utf-8")
        end = b"" if before.endswith(b"\n") else b"\r\n"
        row = _line([written.get(column, "") for column in columns])
        _replace(file, before + end + row.encode("utf-8"))
    return written


def change(place: Place, record: Record, by: str, now: dt.datetime) -> Record:
    """Write `record` over the row that `place` holds; every other line stays, byte by byte.

    Raises NotWritten where somebody has changed that row since, or no line of its own holds it; OSError.
    """
    with _alone(place.file.parent):
        table = _read(place.file)
        rows = list(table.rows) if table else []
        number = place.record["decision_id"]
        at = [i for i, row in enumerate(rows) if row.get("decision_id") == number]
        if table is None or len(at) != 1 or rows[at[0]] != place.record:
            raise NotWritten("changed")
        lines = place.file.read_bytes().splitlines(keepends=True)
        if len(lines) != len(rows) + 1 or not set(COLUMNS.values()) <= set(table.columns):
            raise NotWritten("by_hand")
        written = _written({**place.record, **record, "decision_id": number}, by, now)
        lines[at[0] + 1] = _line([written.get(column, "") for column in table.columns]).encode("utf-8")
        _replace(place.file, b"".join(lines))
    return written


def _written(record: Record, by: str, now: dt.datetime) -> dict[str, str]:
    given = {column: one_line(record.get(column, "")) for column in COLUMNS.values()}
    return {**given, "written_by": one_line(by), "written_at": now.isoformat(timespec="microseconds")}


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other writer of the board, of this process or another, is at work."""
    try:
        with FileLock(folder / ".lock", timeout=_WAIT):
            yield
    except Timeout:
        raise NotWritten("busy") from None


@dataclass(frozen=True)
class _Table:
    columns: Sequence[str]  # "" for a heading that is none of the board's
    rows: Sequence[Record]


def _read(file: Path) -> _Table | None:
    """A row of another width than the heading is an empty one; None for what is no such file."""
    try:
        text = file.read_bytes().decode("utf-8").removeprefix(_BOM)
        head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (OSError, ValueError, csv.Error):
        return None
    columns = [COLUMNS.get(heading.strip(), "") for heading in head]
    if "decision_id" not in columns:
        return None
    of_width = (row if len(row) == len(head) else () for row in rows)
    return _Table(columns, [dict(zip(columns, map(as_written, row), strict=False)) for row in of_width])


def _file_of(folder: Path, year: int) -> tuple[Path, Sequence[str]]:
    """The file of a fiscal year to append to, and its columns: the first that is not there yet or that the
    board can read to its end (a quotation mark that is never closed would swallow the row)."""
    for number in count(1):
        file = folder / (f"{year}.csv" if number == 1 else f"{year}-{number}.csv")
        if not file.exists():
            return file, list(COLUMNS.values())
        table = _read(file)
        if table is not None and set(COLUMNS.values()) <= set(table.columns):
            return file, table.columns
    raise AssertionError


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([plain(cell) for cell in cells])
    return out.getvalue()


def _replace(file: Path, content: bytes) -> None:
    """The file has the new content at once: a run that reads it meanwhile sees the old or the new."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(content)
    flush(beside)
    put_in_place(beside, file)
    flush(file.parent)
