"""Values → number formats of office programs, so that a cell and a native label read as the screen does.

A figure stands in the unit of its heading (numberkinds.NumberKind.in_unit), so that one who edits it writes
what he reads: 千円 is written like any count.
"""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.text import Lang
from renkei.numberkinds import number_kind


def number_format(
    kind: str,
    lang: Lang,
    value: float | None = None,
    after: str = "",
    before: str = "",
    places: int | None = None,
) -> str:
    """The format of a number kind; minus is △ in Japanese (ui.md, rule 9).

    `value`, as the mart holds it, is needed where a figure's own digits are shown, for years, and for a
    figure that rounds to nothing. `places` as in format.show. `after` and `before` are words.
    """
    known = number_kind(kind)
    head, tail = _quoted(before), _quoted(after)
    if known.form == "year":
        return f"{head}{_year(kind, value, lang)}{tail}"
    if places is None:
        places = known.places(value)
    minus = '"△"' if lang == "ja" else '"−"'
    whole = "0" if kind == "plain" and isinstance(value, int) else "#,##0"
    shown = whole + ("." + "0" * places if places else "")
    # Excel writes the sign of −0.04 before its 0.0: what rounds to nothing has none
    if value and not fmt.show(abs(value), kind, lang, "", places).strip("±0."):
        nothing = f"{head}{_quoted('±0') if known.signed else shown}{tail}"
        return f"{nothing};{nothing}"
    if known.signed:
        return f'{head}"+"{shown}{tail};{head}{minus}{shown}{tail};{head}"±0"{tail}'
    return f"{head}{shown}{tail};{head}{minus}{shown}{tail}"


def _year(kind: str, value: float | None, lang: Lang) -> str:
    """The year in the reader's own words; where one format is for several, with what stands behind each."""
    if value is not None:
        return _quoted(fmt.show(int(value), kind, lang, ""))
    if lang != "ja":
        return "0" if kind == "year" else '"FY"0'
    return '0"年"' if kind == "year" else '0"年度"'


def _quoted(text: str) -> str:
    clean = text.replace('"', "”")
    return f'"{clean}"' if clean else ""
