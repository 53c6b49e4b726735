"""More analysts' views than a page has room for: each stands on one part, and the contents lead to it."""

from __future__ import annotations

import re

import pytest

from dashboard import analyst
from dashboard.mart import Build
from dashboard.text import LANGUAGES, Lang
from tests.dashboard.test_pages import _board, _html, _open

__all__ = ["_board"]


@pytest.fixture(scope="module")
def names(build: Build) -> list[str]:
    return [panel.panel_id for panel in analyst.panels(build).values()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_view_stands_on_one_part_and_the_contents_lead_there(names: list[str], lang: Lang) -> None:
    assert len(names) > 8
    shown: list[str] = []
    for part in range(1, -(-len(names) // 6) + 1):
        html = _html(_open("analyst", lang=lang, part=str(part)))
        here = [name for name in names if f'id="{name}"' in html]
        assert len(here) <= 6
        links = re.findall(r'<a href="analyst(?:\?([^"#]*))?#([^"]+)"[^>]*?( aria-current="true")?>', html)
        assert [name for _, name, _ in links] == names
        # those marked are those that stand here, and an address without a part is the first
        assert [name for _, name, current in links if current] == here
        first = [name for query, name, _ in links if "part=" not in query]
        assert first == names[:6]
        shown += here
    assert shown == names


def test_a_part_beyond_the_last_is_the_last_and_says_which_views_it_has(names: list[str]) -> None:
    html = _html(_open("analyst", lang="ja", part="99"))
    assert f'id="{names[-1]}"' in html
    assert f"{len(names)}件のうち" in html
    assert f"～{len(names)}件目" in html
