"""`python -m etl watch` as a process of its own: it rebuilds, tells what is wrong, and goes on."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.commands.watch import changed, file_stamps, settled
from etl.paths import Paths
from tests.conftest import ROOT
from tests.small import copy_small
from tests.sql.bad_files import GOOD

_PATIENCE = 240.0  # a busy machine is no fault of the watch


class Watch:
    """The process and what it prints, line by line."""

    def __init__(self, paths: Paths) -> None:
        command = [sys.executable, "-m", "etl", "watch", "--every", "0.2", "--root", str(paths.root)]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )
        self.lines: list[str] = []
        self._new: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._new.put(line)

    def until(self, text: str) -> list[str]:
        """What is printed up to a line that holds `text`."""
        told: list[str] = []
        deadline = time.monotonic() + _PATIENCE
        while not told or text not in told[-1]:
            try:
                told.append(self._new.get(timeout=max(0.1, deadline - time.monotonic())))
            except queue.Empty:
                pytest.fail(f"no {text!r} in {''.join(told)}")
        self.lines += told
        return told


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[tuple[Paths, Watch]]:
    paths = copy_small(tmp_path / "watched")
    running = Watch(paths)
    yield paths, running
    if running.process.poll() is None:
        running.process.kill()
    running.process.wait(timeout=30)


def _live(paths: Paths) -> dict[str, object]:
    build_id = json.loads(paths.current.read_text(encoding="utf-8"))["build_id"]
    manifest: dict[str, object] = json.loads(
        (paths.builds / build_id / "manifest.json").read_text(encoding="utf-8")
    )
    return manifest


def test_watch_rebuilds_names_the_place_of_a_mistake_and_ends_on_ctrl_c(watch: tuple[Paths, Watch]) -> None:
    paths, running = watch
    running.until("waiting for changes")
    first = _live(paths)["build_id"]
    file = paths.sql / "views" / "mine.sql"
    file.write_text(GOOD.replace("sum(", "summ("), encoding="utf-8")
    running.until("changed: sql/views/mine.sql")
    bad = "".join(running.until("published: "))
    assert "sql/views/mine.sql 行「15」 文字目「5」 値「summ」" in bad
    assert "  15 |     summ(amount_yen)::bigint as amount_yen\n     |     ^" in bad
    second = _live(paths)
    assert second["build_id"] != first  # the rest was published
    assert "mine" not in second["views"]  # type: ignore[operator]
    file.write_text(GOOD, encoding="utf-8")
    running.until("published: ")
    assert "mine" in _live(paths)["views"]  # type: ignore[operator]
    source = paths.sources / "hokkaido_casebook_2024" / "disbursements.csv"
    whole = source.read_bytes()
    source.write_bytes(
        whole.replace(b"10,000", b"ten", 1) if b"10,000" in whole else whole[: len(whole) // 2]
    )
    running.until("changed: data/sources/hokkaido_casebook_2024/disbursements.csv")
    running.until("disbursements.csv")  # what is wrong with it: the run has read it
    live = _live(paths)["build_id"]
    source.write_bytes(whole)  # an error in a source publishes nothing, and the watch goes on
    running.until("changed: data/sources/hokkaido_casebook_2024/disbursements.csv")
    running.until("nothing new")
    assert _live(paths)["build_id"] == live
    running.process.send_signal(signal.SIGINT)
    running.until("stopped")
    assert running.process.wait(timeout=60) == 0
    assert "Traceback" not in "".join(running.lines)


def test_a_look_sees_new_gone_and_changed_files_and_no_lock_files(project: Paths) -> None:
    before = file_stamps(project)
    assert "data/office.toml" in before
    assert changed(before, before) == []
    (project.sql / "views" / "new.sql").write_text("x", encoding="utf-8")
    (project.sql / "views" / "idle_years.sql").unlink()
    (project.sources / "~$open.xlsx").write_text("x", encoding="utf-8")
    (project.settings_file).write_text("[mart]\n", encoding="utf-8")
    assert changed(before, file_stamps(project)) == [
        "data/office.toml",
        "sql/views/idle_years.sql",
        "sql/views/new.sql",
    ]


def test_a_file_still_being_written_is_waited_for(project: Paths) -> None:
    file, looks = project.sql / "views" / "slow.sql", []

    def sleep(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) <= 3:
            file.write_text("x" * len(looks), encoding="utf-8")

    assert settled(project, 0.2, sleep)["sql/views/slow.sql"][1] == 3
    assert looks == [0.2] * 4
