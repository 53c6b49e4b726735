"""Who may write down what was decided, what is refused, and the way from the board to the next build."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from dashboard.desk import pending
from dashboard.desk.allowed import standing
from dashboard.desk.record import Typed, outcome_of, record_of
from dashboard.editors import Refused
from dashboard.mart import Mart as BoardMart
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import word
from etl import refresh
from etl.paths import Paths
from renkei.decisionfile import NotWritten, add, change, records
from tests.conftest import quiet
from tests.dashboard.chrome import SIZE, Window, serve
from tests.dashboard.test_axe import PHONE, Audit
from tests.dashboard.test_axe import axe as axe

_HERE = {"Host": "127.0.0.1:8501"}
_USER = {"is_logged_in": True, "email": "clerk@example.lg.jp"}
_DAY = dt.date(2026, 11, 30)
_NOW = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)
_OFFERED = {"region_id": ["kamikawa"], "meeting_id": [], "theme_id": [], "panel_id": ["attention"]}


def settings(folder: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> Path:
    file = folder / "office.toml"
    file.write_text("\n".join(("[decisions]", *lines, "")), encoding="utf-8")
    monkeypatch.setenv("RENKEI_SETTINGS", str(file))
    return file


@pytest.mark.parametrize(
    ("lines", "user", "listening", "headers", "refused"),
    [
        ((), _USER, "127.0.0.1", _HERE, Refused.CLOSED),
        (('editor = "off"',), _USER, "127.0.0.1", _HERE, Refused.CLOSED),
        (('editor = "everyone"',), _USER, "127.0.0.1", _HERE, Refused.CLOSED),
        (('editor = "this_machine"',), {}, "127.0.0.1", _HERE, None),
        (('editor = "this_machine"',), {}, "localhost", {"host": "localhost:8501"}, None),
        (('editor = "this_machine"',), {}, "::1", {"host": "[::1]:8501"}, None),
        # the server answers other machines, another name was asked for, or somebody passed it on
        (('editor = "this_machine"',), {}, None, _HERE, Refused.CLOSED),
        (('editor = "this_machine"',), {}, "0.0.0.0", _HERE, Refused.CLOSED),
        (('editor = "this_machine"',), {}, "127.0.0.1", {"Host": "board.example.jp"}, Refused.CLOSED),
        (('editor = "this_machine"',), {}, "127.0.0.1", {}, Refused.CLOSED),
        (
            ('editor = "this_machine"',),
            {},
            "127.0.0.1",
            {**_HERE, "X-Forwarded-For": "127.0.0.1"},
            Refused.CLOSED,
        ),
        (('editor = "signed_in"',), {}, None, {}, Refused.NOT_SET_UP),
        (('editor = "signed_in"',), {"is_logged_in": False}, None, {}, Refused.ANONYMOUS),
        (('editor = "signed_in"',), _USER, None, {}, None),
        (('editor = "signed_in"', "editors = []"), _USER, None, {}, Refused.NOT_LISTED),
        (('editor = "signed_in"', 'editors = "clerk@example.lg.jp"'), _USER, None, {}, Refused.NOT_LISTED),
        (('editor = "signed_in"', 'editors = ["clerk@example.lg.jp"]'), _USER, None, {}, None),
        (
            ('editor = "signed_in"', 'editors = ["clerk@example.lg.jp"]'),
            {**_USER, "email_verified": False},
            None,
            {},
            Refused.UNVERIFIED,
        ),
    ],
)
def test_who_may_write(
    lines: tuple[str, ...],
    user: Mapping[str, object],
    listening: str | None,
    headers: Mapping[str, str],
    refused: Refused | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings(tmp_path, monkeypatch, *lines)
    assert standing(user, listening, headers) is refused


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"text": " \n "}, "no_text"),
        ({"kind": "約束"}, "not_offered"),
        ({"region_id": "../../etc"}, "not_offered"),
        ({"panel_id": "gone"}, "not_offered"),
        ({"due_on": dt.date(2026, 1, 1)}, "due_before"),
    ],
)
def test_what_cannot_be_right_is_refused_whatever_the_browser_sent(
    changed: Mapping[str, object], why: str
) -> None:
    typed = replace(Typed("文", "決定", _DAY), **changed)  # type: ignore[arg-type]
    with pytest.raises(NotWritten, match=why):
        record_of(typed, _OFFERED)


def test_an_outcome_is_not_before_the_decision() -> None:
    with pytest.raises(NotWritten, match="done_before"):
        outcome_of({"decided_on": "2026-11-30"}, "済", dt.date(2026, 11, 29), "")
    assert outcome_of({"decided_on": "2026-11-30"}, "取りやめ", _DAY, "やめた")["done_on"] == ""


def _linked(source: str, target: str) -> None:
    """What a program replaces and never writes into may be the same file under a second name."""
    if Path(source).suffix in (".parquet", ".duckdb", ".csv", ".sql"):
        Path(target).hardlink_to(source)
    else:
        shutil.copy2(source, target)


@pytest.fixture
def office(decided_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """The office of the session with its meetings, which a test may change; the board reads its mart."""
    whole = decided_copy.parent.parent
    paths = Paths(Path(shutil.copytree(whole, tmp_path / "office", copy_function=_linked)))
    monkeypatch.setenv("RENKEI_MART", str(paths.mart))
    return paths


def test_what_is_written_stands_beside_until_a_refresh_takes_it_in(office: Paths) -> None:
    board = BoardMart(office.mart)
    before = board.live()
    assert pending.pending(before, before) == []
    new = add(pending.folder(), record_of(Typed("新しい決定", "決定", _DAY), _OFFERED), "係長", _NOW)
    [old] = [place for place in records(pending.folder()) if place.record["text"].startswith("人材バンク")]
    change(old, outcome_of(old.record, "済", _DAY, "規約ができた"), "係長", _NOW + dt.timedelta(minutes=1))
    assert [record["text"] for record in pending.pending(before, before)] == [
        old.record["text"],
        "新しい決定",
    ]
    assert refresh.run(office, quiet).result == "published"
    after = board.live()
    assert pending.pending(after, after) == []
    assert pending.pending(before, after) == []  # a meeting's build shows what it knew
    rows = {row["decision_id"]: row for row in prepare(PANELS["decisions"], State(), after).rows}
    assert rows[new["decision_id"]]["text"] == "新しい決定"
    done = rows[old.record["decision_id"]]
    assert (done["state"], done["outcome"], done["done_on"]) == ("done", "規約ができた", _DAY)
    pinned = {row["decision_id"]: row for row in prepare(PANELS["decisions"], State(), before).rows}
    assert new["decision_id"] not in pinned


def _dialog_alone() -> None:
    """The dialog as a browser may still have it open after office.toml closed it."""
    from dashboard.desk import dialog
    from dashboard.mart import Mart
    from dashboard.paths import mart_folder
    from dashboard.state import State

    dialog._dialog(State(), Mart(mart_folder()).live(), "council")


def test_who_may_not_is_refused_when_saving(office: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    settings(office.root, monkeypatch, 'editor = "off"')
    was = {file.name: file.read_bytes() for file in office.decisions.iterdir()}
    app = AppTest.from_function(_dialog_alone, default_timeout=120).run()
    app.text_area(key="decide_text").set_value("書けないはず").run()
    app.button(key="decide_save").click().run()
    assert not app.exception
    assert word("decide.refused", "ja") in str([item.proto for item in app.main])
    assert {file.name: file.read_bytes() for file in office.decisions.iterdir()} == was


@pytest.fixture
def open_board(office: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    file = settings(tmp_path, monkeypatch, 'editor = "this_machine"')
    with serve(office.mart, tmp_path / "log.txt", RENKEI_SETTINGS=str(file)) as address:
        yield address


@pytest.mark.chromium
def test_a_clerk_writes_and_the_page_shows_it_as_text(
    window: Window, open_board: str, office: Paths, axe: str
) -> None:
    with window.tab(still=True) as page:
        audit = Audit(page, axe)
        _write(page, open_board, "<b>一覧</b>を作る", audit)
        assert audit.own == []
    texts = [place.record["text"] for place in records(office.decisions)]
    assert texts.count("<b>一覧</b>を作る") == 1


def _write(page: Page, board: str, text: str, audit: Audit) -> None:
    page.goto(f"{board}/council?lang=ja")
    page.get_by_role("button", name=word("decide.open", "ja")).click(timeout=30_000)
    page.get_by_label(word("decide.by", "ja")).fill("係長")
    for size in (SIZE, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_timeout(300)
        audit.run(f"dialog of decisions, {size['width']}", "[role=dialog]")
    page.get_by_label(word("decide.text", "ja")).fill(text)
    page.get_by_label(word("decide.text", "ja")).blur()
    page.get_by_role("button", name=word("decide.save", "ja"), exact=True).click()
    expect(page.locator("[data-written]")).to_contain_text(text, timeout=30_000)
