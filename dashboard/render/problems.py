"""What a refresh found wrong with a file of the office, as a list with the place of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from dashboard.render.language import passage
from dashboard.text import Lang, word

# of one file; whoever mends it has all of them from the refresh
MOST = 20


def listed(problems: Sequence[Mapping[str, Any]], lang: Lang) -> str:
    """Each with line, column, what stands there and what is expected, in the words of the refresh; of very
    many the first."""
    items = [_item(problem, lang) for problem in problems[:MOST]]
    if (more := len(problems) - MOST) > 0:
        items.append(f"<li>{escape(word('analyst.more', lang).format(count=f'{more:,}'))}</li>")
    return f"<ul>{''.join(items)}</ul>"


def _item(problem: Mapping[str, Any], lang: Lang) -> str:
    place = [str(problem["sheet"])] if problem.get("sheet") else []
    place += [
        word(f"analyst.{key}", lang).format(number=problem[item])
        for key, item in (("line", "row"), ("character", "char"))
        if problem.get(item)
    ]
    said = str(problem["expected" if lang == "ja" else "expected_en"]).split("\n")[0]
    what = " ".join(str(problem[key]) for key in ("column", "value") if problem.get(key))
    guess = word("analyst.guess", lang).format(guess=problem["guess"]) if problem.get("guess") else ""
    where = escape(" ".join([*place, what]).strip())
    return f"<li>{f'{where}: ' if where else ''}{passage(said, lang)}{escape(guess)}</li>"
