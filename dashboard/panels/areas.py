"""What stands wherever an area or a density does: of which day it is, and whose boundary is undecided."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.finding import counted
from dashboard.mart import Row
from dashboard.panel import Rows
from dashboard.text import Lang, T


def edition_of_members(rows: Rows, lang: Lang) -> str:
    """Of rows that are municipalities, or of one row that is a region."""
    dated = [row for row in rows if row["area_as_of"] is not None]
    undecided = sum(row["area_undecided"] or 0 for row in dated)
    if lang == "ja":
        remark = f"（境界未定の{undecided}市町村は参考値）" if undecided else ""
    else:
        places = counted(undecided, "reference value")
        remark = f" ({places}: boundary undecided)" if undecided else ""
    return _edition(dated, remark, lang)


def edition_of_regions(rows: Rows, lang: Lang) -> str:
    """Of rows that are indicators of regions: those that stand on an area."""
    return _edition_of_areas(rows, lang, T("地域", "regions"))


def edition_of_compared(rows: Rows, lang: Lang) -> str:
    """The same of regions and a coalition beside them."""
    return _edition_of_areas(rows, lang, T("件", "compared"))


def _edition_of_areas(rows: Rows, lang: Lang, noun: T) -> str:
    dated = list({row["name"]: row for row in rows if row["area_as_of"] is not None}.values())
    undecided, of = sum(bool(row["area_undecided"]) for row in dated), noun(lang)
    whole = len(dated) == 1  # one area alone is not one of one
    if lang == "ja":
        who = "" if whole else f"{len(dated)}{of}のうち{undecided}{of}は"
        remark = f"（{who}境界未定の市町村の参考値を含む）"
    else:
        who = "" if whole else f"{undecided} of {len(dated)} {of} "
        remark = f" ({who}with reference values, boundary undecided)"
    return _edition(dated, remark if undecided else "", lang)


def _edition(dated: list[Row], remark: str, lang: Lang) -> str:
    if not dated:
        return ""
    day = fmt.date(dated[0]["area_as_of"], lang)
    return f"面積は{day}現在{remark}" if lang == "ja" else f"areas as of {day}{remark}"
