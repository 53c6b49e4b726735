"""What is kept for the next reader: made once, forgotten by weight, never a failure."""

from __future__ import annotations

import threading

import pytest

from dashboard.results import Results


def test_a_result_is_made_once() -> None:
    kept, made = Results(10, len), []
    for _ in range(3):
        assert kept.get("a", lambda: made.append(1) or "x") == "x"
    assert made == [1]


def test_the_least_used_is_forgotten_when_it_gets_too_heavy() -> None:
    kept = Results(10, len)
    for key in ("a", "b"):
        kept.get(key, lambda: "12345")
    kept.get("a", lambda: "never")
    kept.get("c", lambda: "12345")
    assert kept.get("a", lambda: "again") == "12345"
    assert kept.get("b", lambda: "again") == "again"


def test_a_result_heavier_than_all_is_given_and_pushes_the_others_out() -> None:
    kept = Results(3, len)
    kept.get("a", lambda: "1")
    assert kept.get("b", lambda: "12345") == "12345"
    assert kept.get("a", lambda: "2") == "2"
    assert len(kept) == 1


def test_a_failure_is_told_and_tried_again() -> None:
    kept = Results(3, len)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: str(1 // 0))
    assert kept.get("a", lambda: "1") == "1"


def test_who_asks_meanwhile_waits_for_the_one_result() -> None:
    kept, made, told = Results(10, len), [], []
    begun, end = threading.Event(), threading.Event()

    def make() -> str:
        made.append(1)
        begun.set()
        assert end.wait(10)
        return "x"

    readers = [threading.Thread(target=lambda: told.append(kept.get("a", make))) for _ in range(5)]
    readers[0].start()
    assert begun.wait(10)
    for reader in readers[1:]:
        reader.start()
    assert told == []
    end.set()
    for reader in readers:
        reader.join(10)
    assert told == ["x"] * 5
    assert made == [1]
