"""Cards on one region among its peers."""

from __future__ import annotations

from dashboard import claim
from dashboard import format as fmt
from dashboard.card import Card, missing
from dashboard.finding import column, summed
from dashboard.mart import Row
from dashboard.panels.cards.common import pick
from dashboard.panels.home import named
from dashboard.selects import select
from dashboard.text import Lang, T

# of when the values are that are ranked
IN_2020 = T("2020年国勢調査", "census 2020")
IN_2050 = T("2050年推計", "projection for 2050")
PAID = T("実績のある年度", "years with an actual figure")
IN_DOCUMENT = T("資料の時点", "as of the document")


def _unit(row: Row, lang: Lang) -> str:
    """1 occupation, 4 occupations; Japanese units have one form."""
    unit: str = row[column(lang, "unit")]
    return unit.removesuffix("s") if lang != "ja" and row["value"] == 1 else unit


def _points(row: Row, lang: Lang) -> str:
    """Between two shares stand points, not per cent; other units are the figure's own above it."""
    return pick(lang, "ポイント", " points") if row["unit"] == "％" else ""


def _percent(row: Row, lang: Lang) -> str:
    return pick(lang, "％", "%") if row["unit"] == "％" else ""


def _absent(row: Row, lang: Lang) -> str:
    if row["why"] == "not_marked":
        return pick(lang, "足りていることを意味しない", "Which does not mean there are enough")
    if row["why"] == "unregistered":
        return pick(lang, "まだ登録されていない", "Nothing registered yet")
    if row["why"] == "unknown":
        return pick(lang, "値のない構成市町村がある", "A member without the figure")
    if row["why"] == "no_cap":
        return pick(lang, "地域ごとの上限のない制度の地域", "Under a scheme without a cap per region")
    return pick(lang, "この交付金の対象でない地域", "Not eligible for this grant")


def _unranked(lang: Lang) -> str:
    """Of a region that is no more, or not yet."""
    return pick(lang, "現在ある地域でないため順位はない", "No rank: not among the regions of today")


def rank(
    card_id: str,
    indicator: str,
    label: T,
    period: T,
    home: bool,
    as_of: T,
    dated: tuple[str, ...],
    needs: tuple[str, ...],
    *,
    with_values: bool = False,
) -> Card:
    """A region's value with its rank, the distance to the median and, where known, the prefecture.

    `period`: of when the values are. `with_values`: the median and the prefecture's value themselves, for
    the sheet of one region.
    """

    def _place(row: Row, lang: Lang) -> str:
        told = claim.rank(row["place"], row["known"], row["sharing"], period(lang), lang)
        several = summed(row["scheme_count"], lang, row["payer_count"])
        return told[:1].upper() + told[1:] + several

    def sheet(row: Row, lang: Lang) -> str:
        if row["value"] is None:
            return _absent(row, lang)
        if row["place"] is None:
            return _unranked(lang)
        middle = fmt.number(row["median"], row["decimals"], lang) + _percent(row, lang)
        text = _place(row, lang)
        if row["known"] > 1:
            text += pick(lang, f"、中央値{middle}", f", median {middle}")
        if row["prefecture_value"] is None:
            return text
        value = fmt.number(row["prefecture_value"], row["decimals"], lang) + _percent(row, lang)
        return text + pick(lang, f"、{named(row, lang)}{value}", f", {named(row, lang)} {value}")

    def compare(row: Row, lang: Lang) -> str:
        if row["value"] is None:
            return _absent(row, lang)
        if row["place"] is None:
            return _unranked(lang)
        gap = fmt.signed(row["distance_to_median"], row["decimals"], lang) + _points(row, lang)
        text = _place(row, lang)
        if row["known"] > 1:
            text += pick(lang, f"、中央値との差{gap}", f", {gap} from the median")
        if home and row["distance_to_prefecture"] is not None:
            far = fmt.signed(row["distance_to_prefecture"], row["decimals"], lang) + _points(row, lang)
            text += pick(lang, f"、{named(row, lang)}との差{far}", f", {far} from {named(row, lang)}")
        return text

    return Card(
        card_id,
        label,
        select("cards/rank"),
        lambda row, lang: (
            missing(row["why"], lang)
            if row["value"] is None
            else (fmt.number(row["value"], row["decimals"], lang), _unit(row, lang))
        ),
        sheet if with_values else compare,
        as_of,
        dated,
        tuple(dict.fromkeys(("areas", *needs))),
        {"indicator_id": indicator},
        "compared",
    )
