"""設定, on データと出典: what office.toml sets, what stands at its default, and how either is changed."""

from __future__ import annotations

from html import escape

from dashboard.mart import Build
from dashboard.office import office
from dashboard.officecheck import refused, sentence
from dashboard.paths import settings_file
from dashboard.render import html
from dashboard.text import Lang, word
from renkei.officesettings import KEYS

_EXAMPLES = {
    "texts": '["…", "…"]',
    "years": "[2020, 2050]",
    "colour": '"#0017c1"',
    "picture": '"logo.png"',
    "text": '"…"',
}


def part(build: Build, lang: Lang) -> str:
    """What folds open: how many are the office's own, what is not taken, a row for each key."""
    told, wrong = office(), refused(build)
    rows = []
    for group, keys in KEYS.items():
        for key in keys:
            value = getattr(told, key)
            kept = value not in (None, "", ())
            shown = _written(value, lang) if kept else word(f"setting.{key}_default", lang)
            rows.append(
                (
                    word(f"setting.{key}", lang),
                    shown,
                    word("setting.own" if kept else "setting.default", lang),
                    f"[{group}] {key} = {_EXAMPLES[keys[key]]}",
                )
            )
    own = sum(row[2] == word("setting.own", lang) for row in rows)
    title = word("setting.heading", lang).format(own=own, of=len(rows))
    how = word("setting.how", lang).format(file=settings_file().name)
    heads = [word(f"setting.head_{name}", lang) for name in ("what", "value", "from", "line")]
    said = "".join(f'<p class="rb-failure">{escape(sentence(item, lang))}</p>' for item in wrong)
    return (
        f'<p class="rb-subtitle">{escape(title)}</p><p class="rb-subtitle">{escape(how)}</p>{said}'
        f"{html.table(heads, rows, [False] * len(heads), title, True, lang)}"
    )


def _written(value: object, lang: Lang) -> str:
    if isinstance(value, tuple):
        return ("、" if lang == "ja" else ", ").join(str(item) for item in value)
    return str(value)
