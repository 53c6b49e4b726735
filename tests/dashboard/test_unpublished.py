"""What nobody has published, and what was hidden, stands on no page: candidates, and lists of changes."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.mart import shared_mart
from etl.build import history, withdraw
from etl.build.history import StoredBuild
from etl.paths import Paths
from renkei.concealment import REVISION, UNTOLD
from tests.dashboard.test_builds import opened

_CELL = "survey_id=staff question_id=hired occupation_id=nurse municipality_code=012203"


@pytest.fixture
def office(surveyed_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(surveyed_copy, tmp_path / "data" / "mart"))
    monkeypatch.setenv("RENKEI_MART", str(folder))
    shared_mart.cache_clear()
    return folder


def _row(
    table: str, column: str | None, old: str | None, new: str | None, key: str = _CELL
) -> dict[str, Any]:
    told = {"table": table, "kind": "revised" if old else "new", "key": key, "column": column, "old": old}
    return told | {"new": new, "row": None, "held": True, "again": False, "by": None, "by_pct": None}


def _live(mart: Path) -> str:
    return str(json.loads((mart / "current.json").read_text(encoding="utf-8"))["build_id"])


def test_no_answer_of_a_candidate_is_shown_before_it_is_published(office: Path) -> None:
    """A late return waits at the gate: its answers, totals and states are the office's."""
    rows = [
        _row("survey_answer", None, None, "value=4711"),
        _row("survey_total", "value", "4712.0", "4713.0"),
        _row("survey_return", "state", "4714", "4715"),
        _row("disbursement", "amount_yen", "4716", "4717", key="region_id=hidaka fiscal_year=2022"),
    ]
    run = {
        "at": "2027-01-05T02:00:00+00:00",
        "command": "refresh",
        "result": "waiting",
        "diff_id": "abcd1234",
    }
    run |= {"live_build_id": _live(office), "waiting": rows}
    run |= {"changes": {"counts": {"revised": 3, "new": 1}, "rows": rows}}
    (office / "last_run.json").write_text(json.dumps(run), encoding="utf-8")
    for lang, said in (
        ("ja", "調査の回答の変更は、公開するまで示さない"),
        ("en", "Changes of survey answers are not shown before"),
    ):
        body = opened("data", lang=lang)
        assert said in body
        # a hash over values that are not published: whoever guesses them could try. Nor how many they are
        assert "abcd1234" not in body
        assert not re.search(r"4件|4 changes|wait to be accepted: 4", body)
        for number in range(4711, 4716):
            assert f"{number:,}" not in body
            assert str(number) not in body
        assert "4,717" in body or "4717" in body


def test_a_build_that_named_hidden_answers_names_them_no_longer(office: Path) -> None:
    """Its manifest, written before the rule, says of a cell that it was shown and became hidden."""
    build = office / "builds" / _live(office)
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    rows = [
        _row("survey_answer", "missing_reason", "（なし）", "suppressed"),
        # of an earlier program: that it stands there says that what is hidden changed
        _row("survey_answer", "value", UNTOLD, UNTOLD, key="") | {"new": "4729"},
        _row("survey_total", "hidden", "4721", "4722"),
        _row("survey_answer", "value", "4723.0", "4724.0"),
        # a total of the older build may add up in the open what this one hides, as may a row that went
        _row("survey_total", "value", "4725.0", "4726.0"),
        _row("survey_total", "left_out", "012203", "012041"),
        _row("survey_answer", None, "value=4727.0", None) | {"kind": "gone"},
    ]
    manifest |= {"previous_build_id": "20260101T000000Z-0123abcd"}
    manifest |= {"changes": {"counts": {"revised": 4}, "rows": rows}}
    (build / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    body = opened("data")
    part = body[body.index('id="changes"') :]
    part = part[: part.index('class="rb-head"', 20)] if 'class="rb-head"' in part[20:] else part
    assert "4,724" in part or "4724" in part, "what both builds show is told"
    for text in ("suppressed", "秘匿", "4721", "4,721", "4722", "4,722", "4725", "4,725", "4729"):
        assert text not in part, text
    assert "4727" not in part
    assert "4,727" not in part
    assert "012041" not in part


@pytest.mark.parametrize("pruned", [False, True])
@pytest.mark.parametrize("surveys", [False, True])
def test_what_a_withdrawn_build_showed_is_not_repeated_by_the_one_after_it(
    office: Path, surveys: bool, pruned: bool
) -> None:
    """Neither while it is kept nor after it was removed. Of one that was withdrawn for its survey answers
    these alone."""
    live = _live(office)
    older = office / "builds" / "20260101T000000Z-0123abcd"
    older.mkdir()
    build = office / "builds" / live
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    rows = [
        _row("disbursement", "amount_yen", "4716", "4717", key="region_id=hidaka fiscal_year=2022"),
        _row("survey_answer", "value", "4723.0", "4724.0"),
    ]
    manifest |= {"previous_build_id": older.name}
    manifest |= {"changes": {"counts": {"revised": 2}, "rows": rows, "concealment": REVISION}}
    (build / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (older / "manifest.json").write_text(json.dumps({"build_id": older.name}), encoding="utf-8")
    body = opened("data")
    assert "4,716" in body
    assert "4,723" in body
    stored = StoredBuild(older.name, older, None, False, (), None)
    withdraw.withdraw([stored], "a wrong figure", surveys)
    if pruned:
        paths = Paths(office.parents[1])
        mine = next(b for b in history.stored_builds(paths) if b.build_id == live)
        history.keep_marks(paths, [stored], [replace(mine, manifest=manifest)])
        shutil.rmtree(older)
    for lang, said in (("ja", "前の版は取り下げられたため"), ("en", "The build before was withdrawn")):
        body = opened("data", lang=lang)
        assert ("4,716" in body) is surveys
        assert said in body
        assert "4,723" not in body
