"""What a view may cost is its own time: others that have the processor meanwhile do not count."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

from etl.sqlviews.cost import PATIENCE, at_most
from tests.conftest import ROOT

# in a process of its own, as a view is tried: what else a test's process does would count as its work
_WAITS = """
import threading
from etl.sqlviews.cost import Cost, at_most

ended, waited, cost = threading.Event(), [], Cost()


def end():
    waited.append(cost.waited)  # when it ended, however late a busy machine looks
    ended.set()


with at_most(0.1, end):
    assert ended.wait(30)
print(waited[0], cost.seconds)
"""


def test_what_waits_for_the_processor_is_not_ended_before_its_patience_is_over() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _WAITS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    waited, worked = map(float, told.stdout.split())
    assert waited >= 0.1 * PATIENCE
    assert worked < 0.1  # it did nothing


def test_what_works_is_ended_when_it_has_had_its_time() -> None:
    ended = threading.Event()
    before = time.process_time()
    with at_most(0.2, ended.set):
        while not ended.is_set():
            sum(range(1000))
    assert time.process_time() - before >= 0.2


def test_what_ends_in_time_is_left_alone() -> None:
    ended = threading.Event()
    with at_most(0.2, ended.set):
        pass
    time.sleep(0.2 * PATIENCE + 0.1)
    assert not ended.is_set()
