"""Several at once: two refreshes, and a refresh while twenty readers click."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.build import fingerprint, history
from etl.paths import Paths
from tests.bench.kills import PAGES, Server, Trial
from tests.bench.reader import Judge, Reader
from tests.conftest import ROOT
from tests.etl.helpers import add, casebook, swap


def test_two_refreshes_at_once_publish_once(three: Paths) -> None:
    add(casebook(three, "source.toml"), "\n# seen again\n")
    # a busy machine may take long over the first: the second is to wait for it
    swap(three.settings_file, "lock_timeout_seconds = 30", "lock_timeout_seconds = 240")
    before = len(history.stored_builds(three))
    told = [sys.executable, "-m", "etl", "refresh", "--root", str(three.root)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    pipe = subprocess.PIPE
    both = [
        subprocess.Popen(told, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True)
        for _ in range(2)
    ]
    ended = [(*process.communicate(timeout=300), process.returncode) for process in both]
    assert [code for _, _, code in ended] == [0, 0], ended
    out = sorted(out for out, _, _ in ended)
    assert sum("published:" in text for text in out) == 1
    assert sum("nothing new" in text for text in out) == 1
    assert len(history.stored_builds(three)) == before + 1
    assert fingerprint.live_manifest(three) is not None


@pytest.mark.long
def test_twenty_readers_never_see_a_mixed_state(tmp_path: Path) -> None:
    made = Trial(tmp_path, seed=3)
    server, judge = Server(made.paths, tmp_path / "server.log"), Judge()
    readers = [Reader(server.port, judge, PAGES, pause=0.5) for _ in range(20)]
    try:
        server.wait()
        for reader in readers:
            reader.start()
        for _ in range(2):
            made.run_through()
        for reader in readers:
            reader.stopped.set()
        for reader in readers:
            reader.join(timeout=300)
    finally:
        server.end()
    assert judge.unreadable == []
    assert judge.mixed == []
    assert judge.pages >= 20
    assert made.tally.lost == made.tally.unreadable == []
