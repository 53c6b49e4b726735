"""Values → number formats of a spreadsheet, so that a native label reads as the screen does.

A figure stands in the unit of its heading, so that one who edits it writes what he reads: 千円 is written
like any count.
"""

from __future__ import annotations

from dashboard.format import DECIMALS
from dashboard.text import Lang

_PLAIN = {"count": "#,##0", "thousand_yen": "#,##0"}


def number_format(
    kind: str, lang: Lang, value: float | None = None, after: str = "", before: str = ""
) -> str:
    """A format for a kind of format.FORMATS; minus is △ in Japanese (ui.md, rule 9).

    `value` is needed for `plain`, which shows the digits a figure has. `after` and `before` are words.
    """
    head, tail = _quoted(before), _quoted(after)
    if kind.startswith("signed"):
        shown = "#,##0.0" if kind.endswith("1") else "#,##0"
        return f'{head}"+"{shown}{tail};{head}{minus(lang)}{shown}{tail};{head}"±0"{tail}'
    if kind in ("year", "fiscal_year", "fiscal_year_short", "fiscal_year_tick"):
        return f"{head}0{tail}"
    shown = _PLAIN.get(kind) or (decimal(DECIMALS[kind]) if kind in DECIMALS else digits(value))
    return f"{head}{shown}{tail};{head}{minus(lang)}{shown}{tail}"


def digits(value: float | None) -> str:
    """23588.0 → #,##0; 81.3 → #,##0.0: the digits a figure has."""
    text = repr(abs(value)) if isinstance(value, float) else ""
    decimals = 0 if value is None or "e" in text or value == int(value) else len(text.split(".")[1])
    return decimal(decimals)


def decimal(decimals: int) -> str:
    """3 → #,##0.000"""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def minus(lang: Lang) -> str:
    return '"△"' if lang == "ja" else '"−"'


def _quoted(text: str) -> str:
    clean = text.replace('"', "”")
    return f'"{clean}"' if clean else ""
