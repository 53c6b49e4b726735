"""What a view may cost is its own time: others that have the processor meanwhile do not count."""

from __future__ import annotations

import threading
import time

from etl.sqlviews.cost import PATIENCE, Cost, at_most


def test_what_waits_for_the_processor_is_not_ended_before_its_patience_is_over() -> None:
    ended = threading.Event()
    waited: list[float] = []
    cost = Cost()

    def end() -> None:
        waited.append(cost.waited)  # when it ended, however late a busy machine looks
        ended.set()

    with at_most(0.1, end):
        assert ended.wait(30)
    assert waited[0] >= 0.1 * PATIENCE
    assert cost.seconds < 0.1  # it did nothing


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
