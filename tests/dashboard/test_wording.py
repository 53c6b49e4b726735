"""How sentences read in both languages, with no region in focus and with each: what no reader should meet."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from dashboard.analyst import panels as views
from dashboard.card import prepare_card
from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.dashboard.cards import CARDS

# one style of ending in what the board says of figures; what it asks of a reader may say ください
_POLITE = re.compile("ます(?![ぁ-ん])|です(?![ぁ-ん])|ません|でした")
_WRONG: dict[Lang, dict[str, re.Pattern[str]]] = {
    "ja": {
        "two stops in a row": re.compile("[、。；：]{2}|。$|^[、。]|（、|、）|（）"),
        "a colon or comma of another script": re.compile("[ぁ-んァ-ヶ一-龠][:;,]|、 | 、"),
        "all of one": re.compile(r"(?<![\d,.])1(件|地域|市町村|年度|分野|職種)(すべて|とも)"),
        "nothing in a list of what there is": re.compile(r"(?<![\d,.])0(は2020年|が新たに)"),
        "a unit that is no unit": re.compile(r"％％|人人|千円千円|など\d"),
        "polite": _POLITE,
    },
    "en": {
        "two stops in a row": re.compile(r"[,;:.]{2}|\s[,;:.]|\( |\(\)|[,;:]$|\.$"),
        "all of one": re.compile(r"\ball 1\b"),
        "one of many, many of one": re.compile(
            r"(?<![\d,.])1 (regions|members|years|fields|occupations|cases|steps|projects|outcomes|rules)\b"
        ),
        "0 in a list of what there is": re.compile(r"(?<![\d,.])0 (already|newly)\b"),
        "private words": re.compile(r"\b(told|not said|got|cannot be told)\b", re.IGNORECASE),
        "the script of Japan": re.compile("[ぁ-んァ-ヶ、。（）％]"),
        "no space before a bracket": re.compile(r"[a-z]\("),
    },
}


def _titles(build: Build, state: State) -> Iterator[tuple[str, str]]:
    for panel_id, panel in {**PANELS, **views(build)}.items():
        data = prepare(panel, state, build)
        yield f"{panel_id} title", data.title
        yield f"{panel_id} subtitle", data.subtitle


def _cards(build: Build, state: State) -> Iterator[tuple[str, str]]:
    for page, cards in CARDS.items():
        for card in cards:
            yield f"{page} {card.card_id}", prepare_card(card, state, build).compare


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_reads_as_put_together_by_a_machine(build: Build, regions: list[str], lang: Lang) -> None:
    wrong = []
    for region in (None, *regions):
        state = State(lang=lang, region=region)
        for where, text in (*_titles(build, state), *_cards(build, state)):
            wrong += [
                f"{region} {where}, {what}: {text}"
                for what, said in _WRONG[lang].items()
                if said.search(text)
            ]
    assert not wrong, "\n".join(dict.fromkeys(wrong))
