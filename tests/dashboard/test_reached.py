"""Which address may stand on paper: one that others reach."""

from __future__ import annotations

import pytest

from dashboard.reached import public_address


@pytest.mark.parametrize(
    ("base", "public"),
    [
        ("http://board.example.lg.jp", "http://board.example.lg.jp"),
        (" https://board.example.lg.jp/kouiki/ ", "https://board.example.lg.jp/kouiki"),
        ("http://192.168.1.20:8501", "http://192.168.1.20:8501"),
        ("http://[fd00::2]:8501", "http://[fd00::2]:8501"),
        ("http://localhost:8501", ""),
        ("http://LOCALHOST.", ""),
        ("http://board.localhost", ""),
        ("http://127.0.0.1:8501", ""),
        ("http://127.9.9.9", ""),
        ("http://[::1]:8501", ""),
        ("http://0.0.0.0:8501", ""),
        ("board.example.lg.jp", ""),
        ("ftp://board.example.lg.jp", ""),
        ("http://[", ""),
        ("http://", ""),
        ("", ""),
    ],
)
def test_an_address_that_leads_the_holder_to_their_own_machine_is_none(base: str, public: str) -> None:
    assert public_address(base) == public
