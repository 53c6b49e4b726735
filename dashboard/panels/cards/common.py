"""What the cards share: citations, choosing a language, amounts and shares."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.card import missing
from dashboard.finding import counted
from dashboard.mart import Row
from dashboard.panels import cited
from dashboard.text import Lang, T

_DOCUMENT = T("資料（{as_of}）", "Document ({as_of})")
_PROJECTION = T("将来推計（基準 {days}）", "Projection (base {days})")

# as-of, sources and needs of a card, by what it tells of
GRANTS = (_DOCUMENT, cited.GRANTS, ("grants",))
GRANTED = (_DOCUMENT, cited.GRANTED, ("grants",))
LATEST_GRANTS = (_DOCUMENT, cited.LATEST_GRANTS, ("grants",))
SHORT = (_DOCUMENT, cited.SHORTAGES, ("regions", "shortages"))
RECRUITED = (_DOCUMENT, cited.RECRUITED, ("recruitment",))
WORK = (_DOCUMENT, cited.PROJECT_YEARS, ("projects",))
FIELDS = (_DOCUMENT, cited.FIELDS, ("regions", "fields"))
PROJECTION = (_PROJECTION, cited.PROJECTION, ("regions", "population"))
STAFF = (T("定員管理調査（{days}）", "Staff survey ({days})"), cited.STAFF, ("home", "staff"))
CASES = (_DOCUMENT, cited.CASES)
MEASURES = (_DOCUMENT, cited.MEASURES)
BUILD = (T("この版", "This build"), None)
CENSUS = (T("国勢調査（{days}）", "Census ({days})"), cited.CENSUS, ("regions", "population"))


def noun(number: int, lang: Lang, ja: str, one: str, many: str | None = None) -> str:
    """The unit behind a figure: 地域; region or regions."""
    return ja if lang == "ja" else counted(number, one, many).partition(" ")[2]


def pick(lang: Lang, ja: str, en: str) -> str:
    return ja if lang == "ja" else en


def oku(row: Row, name: str, lang: Lang, word: str) -> tuple[str, str]:
    return missing(word, lang) if row[name] is None else fmt.yen_oku(row[name], lang)


def pct(value: float | None, lang: Lang, word: str = "unknown") -> tuple[str, str]:
    if value is None:
        return missing(word, lang)
    return fmt.number(value, 1, lang), "％" if lang == "ja" else "%"
