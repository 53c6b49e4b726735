"""What an address asks for in vain is said on the page; so is a region taken where none is chosen."""

from __future__ import annotations

import re

import pytest

from dashboard import choices
from dashboard.mart import Build
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from dashboard.validstate import within_build
from tests.dashboard.test_pages import _board, _html, _open

__all__ = ["_board"]  # the fixture that sets the mart


@pytest.mark.parametrize(
    "query",
    [
        {"region": ["xxx"]},
        {"year": ["1999"]},
        {"year": ["９９９９"]},
        {"peers": ["zzz", "nemuro"]},
        {"since": ["1981"], "until": ["2050"]},
        {"survey": ["none"]},
        {"calendar": ["mayan"]},
    ],
)
def test_each_part_that_cannot_be_had_is_named(build: Build, query: dict[str, list[str]]) -> None:
    """Before: region=xxx, year=1999 and peers=zzz were replaced without a word."""
    state = within_build(State.from_address(query), build)
    key = next(iter(query))
    assert key in state.not_had
    assert getattr(state, key) in (None, ("nemuro",))
    # another visit of what is left asks for nothing in vain
    left = {name: value if isinstance(value, list) else [value] for name, value in state.query().items()}
    assert within_build(State.from_address(left), build).not_had == ()


def test_an_address_that_asks_for_what_there_is_says_nothing(build: Build) -> None:
    asked = {"region": ["nemuro"], "year": ["2022"], "peers": ["engaru", "hidaka"], "lang": ["en"]}
    assert within_build(State.from_address(asked), build).not_had == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_it_without_the_words_of_the_address(lang: Lang) -> None:
    body = _html(_open("disbursements", lang=lang, region="xxx_yyy", year="1999"))
    said = {
        "ja": "アドレスで指定された地域、年度は、この版にないか読めません",
        "en": "region and fiscal year",
    }
    assert said[lang] in body
    assert "xxx_yyy" not in body
    assert said[lang] not in _html(_open("disbursements", lang=lang, region="nemuro"))


@pytest.mark.parametrize("page", ["compare", "profile"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_of_one_region_says_which_it_took(build: Build, page: str, lang: Lang) -> None:
    """Before: 比較 showed 遠軽 and カルテ 南空知 while the menu said すべての地域."""
    region = choices.settled(State(lang=lang), build).region
    assert region
    name = choices.region_name(build, region, lang)
    [said] = re.findall(rf'data-finding="{page}">([^<]*)<', _html(_open(page, lang=lang)))
    why = {
        "ja": f"（地域を選んでいないため、{name}を示す）",
        "en": f"(no region is chosen; shown: {name})",
    }
    assert said.endswith(why[lang])
    [chosen] = re.findall(rf'data-finding="{page}">([^<]*)<', _html(_open(page, lang=lang, region=region)))
    assert chosen + {"ja": "", "en": " "}[lang] + why[lang] == said
