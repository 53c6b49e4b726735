"""The contents of a meeting: every screen by its number and name, opened by a key (present.js)."""

from __future__ import annotations

from html import escape

from dashboard.pages.page import View
from dashboard.presentation.steps import Step, steps
from dashboard.render.language import passage
from dashboard.text import word


def listed(view: View, here: Step) -> str:
    """All screens, hidden until they are asked for."""
    lang = view.state.lang
    rows = []
    for step in steps(view.build, view.state):
        if step.part > 1:
            continue  # the same panel goes on
        if step.is_title:
            name = word("present.title", lang)
        else:
            name = step.panel.question(lang) if step.panel else step.page.name(lang)
        kind = ' class="rb-p-of"' if step.panel else ""
        current = ' aria-current="true"' if step.number == here.number - here.part + 1 else ""
        rows.append(
            f'<li{kind}><button type="button" data-go="{step.number}"{current}><b>{step.number}</b>'
            f"<span>{passage(name, lang)}</span></button></li>"
        )
    title = escape(word("present.contents", lang))
    listed = f"<h2>{title}</h2><ol>{''.join(rows)}</ol>"
    return f'<nav class="rb-p-contents" aria-label="{title}" hidden>{listed}</nav>'
