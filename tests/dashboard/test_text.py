"""Words: the same keys in every language, and every key that the code asks for is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.pages import PAGES
from dashboard.panels import PANELS
from dashboard.text import LANGUAGES, T, word, words
from tests.conftest import Mart

_CODE = {
    p: p.read_text(encoding="utf-8") for p in sorted((Path(__file__).parents[2] / "dashboard").rglob("*.py"))
}
_JAPANESE = re.compile("[぀-ヿ㐀-鿿＀-￯]")
# words of a group that a value of the mart picks: the values must all have a word
_PICKED = {
    "status": "select distinct status from disbursement",
    "state": "select distinct state from project_year",
    "series": "select distinct series from population",
    "kind": "select distinct kind from project_outcome",
    "scheme": "select distinct scheme from region",
}


def test_every_language_has_the_same_words() -> None:
    first, *others = (set(words(lang)) for lang in LANGUAGES)
    assert first
    assert all(first == other for other in others)


def test_places_for_values_are_the_same_in_every_language() -> None:
    for key in words("ja"):
        fields = {lang: re.findall(r"{\w*}", word(key, lang)) for lang in LANGUAGES}
        assert sorted(fields["ja"]) == sorted(fields["en"]), key  # by name, in the order of each language


def test_english_words_hold_no_japanese() -> None:
    marks = {"yes.true"}  # ○
    assert [k for k, v in words("en").items() if _JAPANESE.search(v) and k not in marks] == []


def test_no_word_is_empty_but_the_blank_of_a_matrix() -> None:
    assert {k for lang in LANGUAGES for k, v in words(lang).items() if not v.strip()} == {"yes.false"}


def _words_used() -> set[str]:
    return {key for text in _CODE.values() for key in re.findall(r'word\(\s*"([a-z_]+\.[a-z_]+)"', text)}


def test_every_word_the_code_names_exists() -> None:
    asked = _words_used()
    assert len(asked) > 15
    assert asked - set(words("ja")) == set()


def test_every_reason_for_a_missing_value_has_a_word() -> None:
    named = {key for text in _CODE.values() for key in re.findall(r'missing\("([a-z_]+)"', text)}
    for panel in PANELS.values():
        named |= {c.missing for c in panel.columns if not c.missing.startswith("@")}
        if any(c.missing == "@why" for c in panel.columns):
            named |= set(re.findall(r"then '(\w+)'\s+end\s+as why", panel.sql))
    assert {"undecided", "out_of_scope", "unknown"} <= named
    assert {f"missing.{name}" for name in named} - set(words("ja")) == set()


@pytest.mark.parametrize("group", sorted(_PICKED))
def test_every_value_the_mart_holds_has_its_word(group: str, mart: Mart) -> None:
    values = {row[0] for row in mart.rows(_PICKED[group])}
    assert values
    assert {f"{group}.{value}" for value in values} - set(words("ja")) == set()


def test_columns_shown_in_words_have_a_word_for_yes_and_no() -> None:
    groups = {c.words for panel in PANELS.values() for c in panel.columns if c.words}
    assert groups <= {key.split(".")[0] for key in words("ja")}
    for group in groups & {"rule", "yes"}:
        assert {f"{group}.true", f"{group}.false"} <= set(words("ja"))


def test_every_page_has_its_name() -> None:
    for page in PAGES:
        assert page.name("ja") != page.name("en")


def test_an_unknown_word_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(KeyError):
        word("missing.never_heard_of", "ja")


def test_a_text_answers_in_the_language_asked() -> None:
    assert (T("地域", "Region")("ja"), T("地域", "Region")("en")) == ("地域", "Region")
