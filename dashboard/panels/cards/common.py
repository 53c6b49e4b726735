"""What the cards share: citations, choosing a language, amounts and shares."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.card import missing
from dashboard.finding import counted
from dashboard.mart import Row
from dashboard.panels import origins
from dashboard.selects import select
from dashboard.text import Lang, T

_DOCUMENT = T("資料（{as_of}）", "Document ({as_of})")
_PROJECTION = T("将来推計（基準 {days}）", "Projection (base {days})")

# as-of, the rows it is of, and needs of a card, by what it tells of
GRANTS = (_DOCUMENT, (origins.GRANTS,), ("grants",))
GRANTED = (_DOCUMENT, (origins.GRANTED,), ("grants",))
LATEST_GRANTS = (_DOCUMENT, (origins.LATEST_GRANTS,), ("grants",))
SHORT = (_DOCUMENT, (origins.SHORTAGES,), ("regions", "shortages"))
RECRUITED = (_DOCUMENT, (origins.RECRUITED,), ("recruitment",))
WORK = (_DOCUMENT, (origins.WORK,), ("projects",))
FIELDS = (_DOCUMENT, (origins.FIELDS,), ("regions", "fields"))
PROJECTION = (_PROJECTION, (origins.PLACE_PROJECTION,), ("areas", "population"))
STAFF = (T("定員管理調査（{days}）", "Staff survey ({days})"), (select("origin/staff"),), ("home", "staff"))
CASES = (_DOCUMENT, (origins.CASES,))
MEASURES = (_DOCUMENT, (origins.MEASURES,))
BUILD = (T("この版", "This build"), ())
CENSUS = (T("国勢調査（{days}）", "Census ({days})"), (origins.PLACE_CENSUS,), ("areas", "population"))


def noun(number: int, lang: Lang, ja: str, one: str, many: str | None = None) -> str:
    """The unit behind a figure: 地域; region or regions."""
    return ja if lang == "ja" else counted(number, one, many).partition(" ")[2]


def pick(lang: Lang, ja: str, en: str) -> str:
    return ja if lang == "ja" else en


def yen(row: Row, name: str, lang: Lang, word: str) -> tuple[str, str]:
    return missing(word, lang) if row[name] is None else fmt.amount_in_two(row[name], lang)


def pct(value: float | None, lang: Lang, word: str = "unknown") -> tuple[str, str]:
    if value is None:
        return missing(word, lang)
    return fmt.number(value, 1, lang), "％" if lang == "ja" else "%"
