"""Work in a process of its own: ended when its time is over, gone with what brings it down, used again."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from etl.near import near
from etl.sqlviews.apart import Apart, Ended
from tests.conftest import ROOT


def test_what_it_answers_and_raises_comes_back() -> None:
    with Apart.borrowed() as process:
        assert process.call(near, "regon_id", ["region_id", "name"]) == "region_id"
        with pytest.raises(IsADirectoryError):
            process.call(os.unlink, "/")
        assert process.call(near, "nme", ["region_id", "name"]) == "name"
    with Apart.borrowed() as again:
        assert again is process


def test_a_call_that_does_not_end_is_ended() -> None:
    process = Apart()
    started = time.monotonic()
    with pytest.raises(Ended) as ended:
        process.call(time.sleep, 60, seconds=0.5)
    assert ended.value.why == "time"
    assert time.monotonic() - started < 10
    assert not process.alive


def test_what_brings_it_down_takes_nothing_with_it() -> None:
    process = Apart()
    with pytest.raises(Ended) as ended:
        process.call(os.abort)
    assert ended.value.why == "crash"


@pytest.mark.skipif(os.name != "posix", reason="the system knows no such limit")
def test_it_may_not_fill_the_memory() -> None:
    process = Apart()
    with pytest.raises(MemoryError):
        process.call(bytearray, 8 * 2**30)
    process.end()


@pytest.mark.skipif(os.name != "posix", reason="the system tells nobody who started whom")
def test_it_ends_with_who_started_it() -> None:
    code = (
        "import os, threading, time; from etl.sqlviews.apart import Apart; process = Apart();"
        "threading.Thread(target=process.call, args=(time.sleep, 60), daemon=True).start(); time.sleep(1);"
        "print(process._process.pid, flush=True); os._exit(0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    number = int(done.stdout)
    for _ in range(100):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("it is still there")
