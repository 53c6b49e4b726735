"""Cards on the cases of other prefectures and on analysts' views."""

from __future__ import annotations

from dashboard import claim, nouns
from dashboard import format as fmt
from dashboard.card import Card, missing
from dashboard.finding import column, counted
from dashboard.mart import Row
from dashboard.panels.cards.common import BUILD, CASES, MEASURES, pick
from dashboard.panels.cases import GROWTH, changed, spans
from dashboard.selects import select
from dashboard.text import Lang, T

_CASES = select("cards/cases")
cases = Card(
    "cases",
    T("事例", "Cases"),
    _CASES,
    lambda row, lang: (fmt.number(row["cases"], 0, lang), pick(lang, "事例", "cases")),
    lambda row, lang: pick(
        lang,
        f"{row['documents']}資料から、{row['prefectures']}都道府県の事例",
        f"From {counted(row['documents'], 'document')}, of {counted(row['prefectures'], 'prefecture')}",
    ),
    *CASES,
    needs=("cases",),
    scope="any",
)
compared = Card(
    "compared",
    T("前後を比べられる指標", "Measures with a before and after"),
    _CASES,
    lambda row, lang: (fmt.number(row["compared"], 0, lang), pick(lang, "指標", "measures")),
    lambda row, lang: pick(
        lang, f"数値のある{row['measures']}指標のうち", f"Of {row['measures']} measures with a figure"
    ),
    *MEASURES,
    needs=("measures",),
    scope="any",
)


def _largest(row: Row, lang: Lang) -> str:
    if row["change_pct"] is None:
        return pick(lang, "前後を比べられる指標はない", "No measure has a before and after")
    comma = "、" if lang == "ja" else ", "
    known = claim.among(row["known"], nouns.MEASURES, lang)
    told = (changed(row, lang), spans(row["shortest"], row["longest"], lang), known)
    return f"{row[column(lang, 'measure')]}: {comma.join(told)}"


largest = Card(
    "largest",
    GROWTH.heading,
    select("cards/largest_change"),
    lambda row, lang: (
        missing("one_period", lang)
        if row["change_pct"] is None
        else (fmt.signed(row["change_pct"], 0, lang), pick(lang, "％", "%"))
    ),
    _largest,
    *MEASURES,
    needs=("measures",),
    scope="any",
)

_VIEWS = select("cards/views")
views = Card(
    "views",
    T("分析者のビュー", "Analysts' views"),
    _VIEWS,
    lambda row, lang: (fmt.number(row["views"], 0, lang), pick(lang, "件", "views")),
    lambda row, lang: pick(
        lang, f"ほかにボードのビュー{row['kpi']}件", f"Besides {row['kpi']} of the board's own"
    ),
    *BUILD,
    scope="any",
)
described = Card(
    "described",
    T("説明のある列", "Columns described"),
    _VIEWS,
    lambda row, lang: (fmt.number(row["described"], 0, lang), pick(lang, "列", "columns")),
    lambda row, lang: pick(
        lang, f"分析ビューの{row['columns']}列のうち", f"Of {row['columns']} in these views"
    ),
    *BUILD,
    scope="any",
)
read = Card(
    "read",
    T("読める出典", "Sources to draw on"),
    _VIEWS,
    lambda row, lang: (fmt.number(row["sources"], 0, lang), pick(lang, "資料", "documents")),
    lambda row, lang: pick(lang, "ビューが読む表の出典", "Behind the tables that views read"),
    *BUILD,
    scope="any",
)
