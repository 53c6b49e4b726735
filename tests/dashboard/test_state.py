"""The state of the board is its address: there and back, and broken values fall back."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import coalition
from dashboard.state import State, searched
from dashboard.text import LANGUAGES

_NAME = st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable())
_STATES = st.builds(
    State,
    lang=st.sampled_from(LANGUAGES),
    region=st.none() | _NAME,
    peers=st.lists(_NAME, max_size=4).map(tuple),
    year=st.none() | st.integers(1000, 9999),
    since=st.none() | st.integers(1000, 9999),
    until=st.none() | st.integers(1000, 9999),
    survey=st.none() | _NAME,
    per=st.booleans(),
    search=st.none() | st.text().map(searched),
    build=st.none() | _NAME,
    part=st.integers(1, 9999),
    members=st.lists(st.from_regex("[0-9]{6}", fullmatch=True), max_size=100).map(coalition.codes),
    coalition=st.none() | st.text().map(coalition.name),
) | (
    st.builds(State, present=st.just(True), step=st.integers(1, 9999))
    | st.builds(State, present=st.just(True), begin=_NAME)
)


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
        {"since": ["19"], "until": ["二〇五〇"]},
        {"per": ["1"]},
        {"search": [" \x00 "]},
        {"peers": [""]},
        {"build": [""]},
        {"members": [""]},
        {"members": ["01210"]},
        {"members": ["0121061"]},
        {"members": ["０１２１０６,abcdef,-12106"]},
        {"coalition": [" \n\t "]},
        {"unknown": ["x"]},
        {"present": ["0"]},
        {"step": ["7"]},  # a step without presentation mode means nothing
    ],
)
def test_broken_values_fall_back_to_the_default(query: dict[str, list[str]]) -> None:
    assert State.from_address(query) == State()


def test_the_last_of_several_values_counts() -> None:
    assert State.from_address({"lang": ["en", "ja"], "year": ["2020", "2024"]}) == State(year=2024)


def test_members_are_sorted_once_each_and_what_is_left_out_is_counted() -> None:
    state = State.from_address({"members": ["012149,012106,x,012106", "012092"]})
    assert state.members == ("012092", "012106", "012149")
    assert state.left_out == 1
    many = State.from_address({"members": [",".join(f"{n:06}" for n in range(250))]})
    assert (len(many.members), many.left_out) == (coalition.MOST_MEMBERS, 150)
    assert "left_out" not in many.query()
    assert State(members=("012092", "012106")).address("compare") == "compare?members=012092%2C012106"


def test_a_name_is_one_line_of_at_most_forty_characters() -> None:
    assert State.from_address({"coalition": ["  空知の\n水道\x00 "]}).coalition == "空知の 水道"
    assert State.from_address({"coalition": ["あ" * 41]}).coalition == "あ" * 40
