"""What stands wherever grants do: until which fiscal year a grant can be had at all."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.finding import column
from dashboard.panel import Remark, Rows
from dashboard.selects import select
from dashboard.text import Lang

SQL = select("overview/scheme_end")


def sentence(rows: Rows, lang: Lang) -> str:
    """Years that a region has not used are no years left where the scheme has ended."""
    parts = []
    for row in rows:
        year = fmt.fiscal_year(row["last_year"], lang, short=True)
        name = row[column(lang, "scheme")] if len(rows) > 1 else "制度" if lang == "ja" else "the scheme"
        parts.append(f"{name}は{year}まで" if lang == "ja" else f"{name} ends with {year}")
    return ("、" if lang == "ja" else "; ").join(parts)


END = Remark(SQL, sentence)
