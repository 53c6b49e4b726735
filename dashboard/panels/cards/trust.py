"""Cards on what stands behind the figures."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.card import Card, missing
from dashboard.finding import counted
from dashboard.nouns import SOURCES
from dashboard.panels.cards.common import BUILD, noun, pick
from dashboard.selects import select
from dashboard.text import T

sources = Card(
    "sources",
    T("出典", "Sources"),
    select("cards/sources"),
    lambda row, lang: (fmt.number(row["sources"], 0, lang), pick(lang, "資料", "documents")),
    lambda row, lang: pick(
        lang,
        f"表にした行は{fmt.number(row['total'], 0, lang)}行",
        f"{fmt.number(row['total'], 0, lang)} rows in the tables",
    ),
    *BUILD,
    scope="any",
)


_OLDEST = claim.Superlative(T("時点", "As of"), T("古い", "Oldest as-of"), SOURCES, lowest=True)
oldest = Card(
    "oldest",
    _OLDEST.heading,
    select("cards/oldest_source"),
    lambda row, lang: (
        missing("unknown", lang) if row["oldest"] is None else (fmt.date(row["oldest"], lang), "")
    ),
    lambda row, lang: pick(
        lang,
        f"{row['title'] or ''}。時点のある{row['dated']}資料中、ほかに時点のない資料{row['undated']}".lstrip(
            "。"
        ),
        f"{row['title_en'] or ''}; of {row['dated']} with a day, {row['undated']} undated".lstrip("; "),
    ),
    *BUILD,
    scope="any",
)


accepted = Card(
    "accepted",
    T("認めた要確認値", "Accepted doubts"),
    select("cards/accepted_doubts"),
    lambda row, lang: (fmt.number(row["accepted"], 0, lang), noun(row["accepted"], lang, "件", "value")),
    lambda row, lang: pick(
        lang, f"ほかに読み替え{row['corrections']}件", f"besides {counted(row['corrections'], 'correction')}"
    ),
    *BUILD,
    scope="any",
)
