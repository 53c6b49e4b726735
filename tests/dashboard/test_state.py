"""The state of the board is its address: there and back, and broken values fall back."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state import State
from dashboard.text import LANGUAGES

_NAME = st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable())
_STATES = st.builds(
    State,
    lang=st.sampled_from(LANGUAGES),
    region=st.none() | _NAME,
    peers=st.lists(_NAME, max_size=4).map(tuple),
    year=st.none() | st.integers(1000, 9999),
    build=st.none() | _NAME,
) | st.builds(State, present=st.just(True), step=st.integers(1, 9999))


@given(_STATES)
def test_a_state_comes_back_from_its_address(state: State) -> None:
    parts = urlsplit(state.address("overview"))
    assert parts.path == "overview"
    assert State.from_address(parse_qs(parts.query, keep_blank_values=True)) == state


def test_the_default_state_has_the_shortest_address() -> None:
    assert State().address("overview") == "overview"
    assert State(lang="en", region="hidaka").address("fields") == "fields?lang=en&region=hidaka"


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"lang": ["fr"]},
        {"lang": []},
        {"region": [""]},
        {"year": ["令和6"]},
        {"year": ["６"]},
        {"year": ["-2024"]},
        {"year": ["2024.0"]},
        {"year": ["9" * 5000]},  # int() raises above 4,300 digits
        {"peers": [""]},
        {"build": [""]},
        {"unknown": ["x"]},
        {"present": ["0"]},
        {"step": ["7"]},  # a step without presentation mode means nothing
    ],
)
def test_broken_values_fall_back_to_the_default(query: dict[str, list[str]]) -> None:
    assert State.from_address(query) == State()


def test_the_last_of_several_values_counts() -> None:
    assert State.from_address({"lang": ["en", "ja"], "year": ["2020", "2024"]}) == State(year=2024)
