"""With RENKEI_FOLLOW=1 the open board shows a new build without a click; else nothing polls."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from etl import refresh
from etl.paths import Paths
from tests.conftest import quiet
from tests.dashboard.chrome import serve

_PATIENCE = 120.0


@pytest.fixture(scope="module")
def paths(past: Path, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A project with older builds, which publishes another."""
    return Paths(Path(shutil.copytree(past, tmp_path_factory.mktemp("follow") / "live")))


@contextmanager
def _session(board: str) -> Iterator[ClientConnection]:
    address = f"{board.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None, open_timeout=30) as session:  # type: ignore[list-item]
        yield session


def _publish(paths: Paths, old: str, new: str) -> str:
    """A build with another word in one header."""
    view = paths.sql / "views" / "idle_years.sql"
    view.write_text(view.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    outcome = refresh.run(paths, quiet)
    assert outcome.manifest is not None
    return str(outcome.manifest["build_id"])


def _run(session: ClientConnection, query: str = "", fragment: str = "") -> list[ForwardMsg]:
    """What a run of the page (or of a fragment) sends, to its end; a rerun it asks for included."""
    ask = BackMsg()
    ask.rerun_script.query_string = query
    ask.rerun_script.page_name = "data"
    ask.rerun_script.fragment_id = fragment
    session.send(ask.SerializeToString())
    return _message(session, _PATIENCE)


def _message(session: ClientConnection, seconds: float) -> list[ForwardMsg]:
    found: list[ForwardMsg] = []
    deadline = time.monotonic() + seconds
    while True:
        message = ForwardMsg()
        data = session.recv(timeout=max(0.1, deadline - time.monotonic()))
        message.ParseFromString(data if isinstance(data, bytes) else data.encode())
        found.append(message)
        if message.WhichOneof("type") == "script_finished":
            return found


def _text(messages: list[ForwardMsg]) -> str:
    return "\n".join(
        m.delta.new_element.html.body
        for m in messages
        if m.WhichOneof("type") == "delta" and m.delta.new_element.WhichOneof("type") == "html"
    )


def _polls(messages: list[ForwardMsg]) -> list[tuple[str, float]]:
    return [
        (m.auto_rerun.fragment_id, m.auto_rerun.interval)
        for m in messages
        if m.WhichOneof("type") == "auto_rerun"
    ]


@pytest.fixture(scope="module")
def following(paths: Paths) -> Iterator[str]:
    """The address of a board that follows the mart."""
    with serve(paths.mart, paths.root / "log.txt", RENKEI_FOLLOW="1") as address:
        yield address


def test_a_new_build_shows_without_a_click(paths: Paths, following: str) -> None:
    with _session(following) as session:
        opened = _run(session)
        ((fragment, interval),) = _polls(opened)
        assert interval == 2
        # the browser asks for the fragment every two seconds: nothing new, nothing drawn
        assert _text(_run(session, fragment=fragment)) == ""
        published = _publish(paths, "title: 取組が", "title: 取り組みが")
        told = _run(session, fragment=fragment)
        while not _polls(told):  # the fragment ends, then the page runs
            told += _message(session, _PATIENCE)
        assert published in _text(told)
        assert "rb-banner" not in _text(told)


def test_nothing_polls_in_a_meeting_nor_on_a_named_build(paths: Paths, following: str) -> None:
    live = json.loads(paths.current.read_text(encoding="utf-8"))["build_id"]
    old = next(build.name for build in sorted(paths.builds.iterdir()) if build.name != live)
    for query in ("present=1", f"build={old}"):
        with _session(following) as session:
            assert _polls(_run(session, query)) == []


def test_nothing_polls_unless_asked(board: str) -> None:
    with _session(board) as session:
        assert _polls(_run(session)) == []
