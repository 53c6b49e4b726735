"""The box of a search and what it found, as HTML: by kind, each a link, the words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from dashboard.conclusion import reached
from dashboard.render.language import passage
from dashboard.search import Group, Hit
from dashboard.state import State
from dashboard.text import Lang, word


def searchbox(state: State) -> str:
    """A box on every page that leads to what it finds, with all that the reader chose."""
    query = replace(reached(state), search=None).query()
    pairs = [
        (key, item) for key, value in query.items() for item in ([value] if isinstance(value, str) else value)
    ]
    chosen = "".join(
        f'<input type="hidden" name="{escape(key)}" value="{escape(item)}">' for key, item in pairs
    )
    name, short = (escape(word(f"search.{key}", state.lang)) for key in ("label", "short"))
    return (
        f'<form class="rb-search" role="search" action="search" method="get">{chosen}'
        f'<input type="search" name="q" maxlength="60" aria-label="{name}" placeholder="{short}"></form>'
    )


def hits(groups: Sequence[Group], lang: Lang) -> str:
    """Kinds of which something was found."""
    return "".join(_group(group, lang) for group in groups if group.hits)


def _group(group: Group, lang: Lang) -> str:
    kind = group.kind.kind_id
    heading = word("search.heading", lang).format(kind=word(f"searched.{kind}", lang), count=group.count)
    heading = heading[:1].upper() + heading[1:]
    rest = group.count - len(group.hits)
    more = word("search.more", lang).format(count=rest) if rest else ""
    below = f'<p class="rb-subtitle">{escape(more)}</p>' if more else ""
    return (
        f'<section class="rb-hits" data-kind="{kind}"><h2 class="rb-section">{escape(heading)}</h2>'
        f'<ul class="rb-links">{"".join(_hit(hit, lang) for hit in group.hits)}</ul>{below}</section>'
    )


def _hit(hit: Hit, lang: Lang) -> str:
    title, stop = _marked(hit.title, lang), "　" if lang == "ja" else " "
    focus = f" {escape(word('search.in_focus', lang))}" if hit.refocused else ""
    lines = "".join(f'<br><span class="rb-small">{_marked(line, lang)}</span>' for line in hit.lines)
    return (
        f'<li><a href="{escape(hit.address)}" target="_self">{title}</a>{stop}'
        f'<span class="rb-small">{_marked(hit.owner, lang)}{focus}</span>{lines}</li>'
    )


def _marked(pieces: Sequence[tuple[str, bool]], lang: Lang) -> str:
    return "".join(
        f"<mark>{passage(text, lang)}</mark>" if mark else passage(text, lang) for text, mark in pieces
    )
