"""What stands wherever a projection does: how far the newest count is from the projection for its year."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.panel import Remark, Rows
from dashboard.selects import select
from dashboard.text import Lang

_COUNT = (select("origin/newest_count"),)


def _difference(rows: Rows, lang: Lang) -> str:
    """Of the one in focus; of several how many are below, and from how far to how far."""
    if not rows:
        return ""
    year, focus = rows[0]["year"], [row for row in rows if row["focus"]]
    if focus or len(rows) == 1:
        row = (focus or rows)[0]
        told = fmt.signed(row["difference_pct"], 1, lang)
        if lang == "ja":
            return f"{row['name']}の{year}年の人口（国勢調査の速報）は、{year}年の推計との差{told}％"
        return f"{row['name_en']}: {year} census (preliminary) {told}% from the projection for {year}"
    low, high = (fmt.signed(row["difference_pct"], 1, lang) for row in (rows[0], rows[-1]))
    below = sum(row["difference_pct"] < 0 for row in rows)
    if lang == "ja":
        told = f"{year}年の人口（国勢調査の速報）は、{len(rows)}地域のうち{below}地域で{year}年の推計を下回る"
        return f"{told}（差{low}％～{high}％）"
    return (
        f"{year} census (preliminary) below the projection for {year} in {below} of {len(rows)} regions "
        f"({low}% to {high}%)"
    )


def _each(rows: Rows, lang: Lang) -> str:
    """Of areas of which none is compared with another: each by its name."""
    return ("。" if lang == "ja" else "; ").join(_difference((row,), lang) for row in rows)


def _projected(rows: Rows) -> bool:
    """Whether a projection stands among the rows: those of a series say which they are."""
    return "series" not in rows[0] or any(row["series"] == "projection" for row in rows)


DIFFERENCE = Remark(select("population/projection_difference"), _difference, _COUNT, _projected)
OF_PREFECTURES = Remark(select("compare/projection_difference"), _each, _COUNT, _projected)
OF_COALITION = Remark(select("coalition/projection_difference"), _difference, _COUNT, _projected)
