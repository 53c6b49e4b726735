"""Whether the board can draw an analyst's view: each panel is drawn as every output would, with its rows.

The board draws in a process of its own, which can be ended. What it said of a view holds as long as header,
select, rows and the program that draws are the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from etl.build import fingerprint
from etl.problems import Problem
from etl.sqlviews.shipped import is_shipped
from etl.sqlviews.sqlfile import SqlFile
from etl.sqlviews.trialapart import TrialApart
from renkei import whole
from renkei.child import Child, Ended

# the process loads the toolkit and every writer first
_START_SECONDS = 180.0
# a panel of 5,000 rows in both languages takes a few; on a busy machine many times as long
_SECONDS = 90.0
_AS_TABLE = {"kind": "table"}


class Board(Child):
    """The board's side (dashboard/trial.py)."""

    arguments = ("dashboard", "trial")


@dataclass
class Drawing:
    """`before`: what was said of the views of the live build (manifest["drawings"]). `every`: views that are
    shipped are drawn too."""

    before: Mapping[str, Any] = field(default_factory=dict)
    every: bool = False
    verdicts: dict[str, Any] = field(default_factory=dict)  # for the manifest
    untried: bool = False
    _board: Board | None = None

    def __enter__(self) -> Drawing:
        return self

    def __exit__(self, *_: object) -> None:
        if self._board is not None:
            self._board.give_back()
            self._board = None

    def judge(self, file: SqlFile, trial: TrialApart, mark: str | None = None) -> list[Problem]:
        """What cannot be drawn of a view that holds, as one problem. `mark`: of the view (verdicts.py)."""
        if not self.every and is_shipped(file):
            return []  # the suite draws it
        same = None if mark is None else _hash([mark, fingerprint.drawing_sha256()])
        known = self.before.get(file.name)
        # the rows are worked out only where the mark of the view does not say that they are the same
        if known is None or same is None or known.get("of") != same:
            try:
                key = _key(file, trial.rows(file))
                if known is None or known["key"] != key:
                    known = self._draw(file, trial, key)
            except Ended as ended:  # of the rows: the board's own end is a fault
                known = {"key": "", "faults": [_fault(ended)], "as_table": False}
            if known is None:
                return []
            known = {**known, "of": same if known["key"] else None}
        self.verdicts[file.name] = known
        return _problems(file, known)

    def notice(self) -> Problem | None:
        """Said once where the board could not be asked: a panel that fails there says so itself."""
        if not self.untried:
            return None
        return Problem(
            "notice",
            "sql_draw",
            "ボードのプログラムが動かないか、ディスクに書けないため、分析ビューの図を試せませんでした",
            "panels of the analysts' views could not be tried: the board's program does not start, or "
            "the disk refuses",
        )

    def _draw(self, file: SqlFile, trial: TrialApart, key: str) -> dict[str, Any] | None:
        """What the board says, with its key; None where it cannot be asked."""
        faults = self._ask(file, trial)
        if faults is None:
            return None
        told: dict[str, Any] = {"key": key, "faults": faults, "as_table": False}
        if faults and faults[0]["output"] in _ENDED:
            return told | {"key": ""}  # the machine may have been busy: not held against it the next time
        if faults and (file.header.chart or _AS_TABLE) != _AS_TABLE:
            table = replace(file, header=replace(file.header, chart=_AS_TABLE))
            told["as_table"] = self._ask(table, trial) == []
        return told

    def _ask(self, file: SqlFile, trial: TrialApart) -> list[dict[str, str]] | None:
        folder = trial.export(file)
        (folder / "manifest.json").write_text(json.dumps(_manifest(file, folder)), encoding="utf-8")
        try:
            if self._board is None:
                self._board = self._start()
            if self._board is None:
                return None
            answer = self._board.ask(str(folder).encode(), _SECONDS)
        except Ended as ended:
            self._board = None
            return [_fault(ended)]
        finally:
            trial.remove(folder)
        found: list[dict[str, str]] | None = json.loads(answer)
        self.untried = self.untried or found is None
        return found

    def _start(self) -> Board | None:
        if self.untried:
            return None
        try:
            board = Board.taken()
            board.ask(b"", _START_SECONDS)
        except (Ended, OSError):
            self.untried = True
            return None
        return board


def _manifest(file: SqlFile, folder: Path) -> dict[str, Any]:
    view = {"header": file.header.as_dict(), "select": file.select, "sources": [], "aside": False}
    held = whole.contents(folder, [whole.DATABASE])
    return {"build_id": folder.name, "input_hash": "", **held, "views": {file.name: view}}


def _key(file: SqlFile, rows: str) -> str:
    return _hash([file.name, file.header.as_dict(), file.select, rows, fingerprint.drawing_sha256()])


def _hash(said: list[Any]) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, default=str).encode()).hexdigest()


def _fault(ended: Ended) -> dict[str, str]:
    return {"output": ended.why, "cause": "", "ja": "", "en": ""}


def _problems(file: SqlFile, verdict: Mapping[str, Any]) -> list[Problem]:
    faults = verdict["faults"]
    if not faults:
        return []
    at = file.marks.get("chart", file.offset(0))
    if faults[0]["output"] in _ENDED:
        ja, en = _ENDED[faults[0]["output"]]
    else:
        named = "、".join(fault["ja"] for fault in faults), ", ".join(fault["en"] for fault in faults)
        ja = f"この図表は描けません（{named[0]}）。"
        en = f"this panel cannot be drawn ({named[1]}); "
        if verdict["as_table"]:
            ja, en = f"{ja}chart: {{kind: table}} なら出せます", f"{en}chart: {{kind: table}} can be shown"
        else:
            ja = f"{ja}原因の値を、文字や数に直します"
            en = f"{en}turn the values that cause it into plain texts or numbers"
        causes = "\n".join(dict.fromkeys(f"  {fault['en']}: {fault['cause']}" for fault in faults))
        ja, en = f"{ja}。原因:\n{causes}", f"{en}. The cause:\n{causes}"
    return [file.wrong("sql_draw", ja, en, at=at)]


_ENDED = {
    "time": (
        f"図表を描くのに{_SECONDS:g}秒で終わらず、途中で止めました。行か列を減らします",
        f"drawing the panel did not end within {_SECONDS:g} s and was stopped; return fewer rows or columns",
    ),
    "crash": (
        "図表を描く途中で処理が止まりました（作業メモリーなど）。行か列を減らします",
        "drawing the panel ended the program (memory, for one); return fewer rows or columns",
    ),
}
