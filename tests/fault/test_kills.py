"""kill -9 at any instant: a small edition of `python -m tests.bench.kills`, and the steps of a rollback."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.mart import Mart
from etl.build import fingerprint, history
from etl.paths import Paths
from tests.bench.kills import KILLED, trial
from tests.conftest import ROOT
from tests.etl.helpers import add, called, casebook

if sys.platform == "win32":
    pytest.skip("SIGKILL", allow_module_level=True)


@pytest.mark.long
def test_ten_kills_while_readers_click(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = trial(tmp_path, spread=5, aimed=5, readers=3, seed=7)
    told = capsys.readouterr().out
    assert code == 0, told
    for line in ("unreadable boards  0", "mixed states       0", "lost builds        0"):
        assert line in told


def killed(paths: Paths, number: int, first: str, *arguments: str) -> bool:
    """Run a command that kills itself before its n-th operation on files; whether it came to that."""
    done = subprocess.run(
        [sys.executable, str(KILLED), str(number), first, "--", *arguments, "--root", str(paths.root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stdout + done.stderr
    return done.returncode != 0


def test_a_rollback_killed_at_any_step_leaves_one_of_the_two_live(three: Paths) -> None:
    newest, second, first = (build.build_id for build in history.stored_builds(three))
    for number in range(1, 100):
        ended = not killed(three, number, "withdrawn.json", "rollback", first)
        live = fingerprint.live_manifest(three)
        assert live is not None
        assert live["build_id"] in (newest, first)
        assert Mart(three.mart).live().build_id == live["build_id"]
        assert all(build.manifest for build in history.stored_builds(three))
        if live["build_id"] == newest:
            assert history.withdrawn(three) == [], "marks mean nothing before the pointer has moved"
        history.rollback(three, history.find(history.stored_builds(three), newest))
        if ended:
            break
    assert number > 5
    assert {b.build_id for b in history.stored_builds(three)} == {newest, second, first}
    add(casebook(three, "source.toml"), "\n# seen again\n")
    assert called(three, "refresh").returncode == 0
    assert not list(three.builds.rglob(".*"))


def test_a_prune_killed_at_any_step_is_ended_by_the_next_refresh(three: Paths) -> None:
    newest, second, _ = (build.build_id for build in history.stored_builds(three))
    three.settings_file.write_text("[mart]\ngrace_hours = 0\n", encoding="utf-8")
    # the second file that is removed: half of the oldest build is gone
    code = (
        "import os, signal, sys\n"
        "seen = []\n"
        "def hook(event, arguments):\n"
        "    if event == 'os.remove' and '.old-' in str(arguments[0]) or event == 'os.rmdir':\n"
        "        seen.append(event)\n"
        "        if len(seen) == 2: os.kill(os.getpid(), signal.SIGKILL)\n"
        "sys.addaudithook(hook)\n"
        "import runpy\n"
        "runpy.run_module('etl', run_name='__main__', alter_sys=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "prune", "--keep", "1", "--root", str(three.root)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr
    assert [b.build_id for b in history.stored_builds(three)] == [newest, second]
    assert len(list(three.builds.glob(".old-*"))) == 1
    add(casebook(three, "source.toml"), "\n# seen again\n")
    assert called(three, "refresh").returncode == 0
    assert not list(three.builds.glob(".*"))
