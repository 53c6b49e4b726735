"""The sentences that a page opens with, as HTML: on screen each with a link to the panel of its figure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.conclusion import Concluded
from dashboard.render.language import passage
from dashboard.text import Lang, word


def sentences(items: Sequence[Concluded], lang: Lang, linked: bool = True) -> str:
    """Nothing where there is nothing to say. Not `linked` where nothing can be clicked."""
    if not items:
        return ""
    entries = "".join(
        f'<li data-conclusion="{escape(item.conclusion_id)}">{passage(item.text, lang)}'
        f"{_link(item, lang) if linked else ''}</li>"
        for item in items
    )
    return (
        f'<ul class="rb-conclusions" aria-label="{escape(word("conclusion.heading", lang))}">{entries}</ul>'
    )


def _link(item: Concluded, lang: Lang) -> str:
    """見る: where to is said to who hears it, by the question of the panel."""
    seen = escape(word("conclusion.open", lang))
    question = passage(item.question, lang)
    return (
        f' <a href="{escape(item.address())}" target="_self">{seen}'
        f'<span class="rb-hidden"> {question}</span></a>'
    )
