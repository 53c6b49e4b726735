"""Grants in a document: in tables by year under a region's heading, and in tables of regions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from etl.clean import values
from etl.document.grid import Figure, figures
from etl.document.pages import Line
from etl.document.sections import Place, Vocabulary, plain
from etl.document.wording import Wording
from etl.document.words import Amount
from etl.newyear.proposal import Grade, Proposal, Reason
from etl.newyear.words import AMOUNT_UNIT, amount

Grant = tuple[str, int, Proposal]  # region, fiscal year


def is_caption(text: str, wording: Wording) -> bool:
    return wording.has("grant", "captions", text) and not wording.has("grant", "not_captions", text)


def grants(
    lines: Sequence[Line],
    where: Sequence[Place],
    vocabulary: Vocabulary,
    wording: Wording,
    day: dt.date | None,
) -> Iterator[Grant]:
    for figure in figures(lines, lambda text: is_caption(text, wording), wording):
        found = _of_table(figure, lines, where[figure.at], vocabulary, wording, day)
        if found is not None:
            yield found


def _of_table(
    figure: Figure,
    lines: Sequence[Line],
    place: Place,
    vocabulary: Vocabulary,
    wording: Wording,
    day: dt.date | None,
) -> Grant | None:
    captions = wording.pattern("grant", "captions")
    label = captions.sub("", re.sub(r"[(（].*?円[)）]", "", figure.label)).strip()
    named = _region(label, lines, figure.at, vocabulary) if label else None
    region = named or (place.region_id if not plain(label) else None)
    if region is None:
        return None
    printed_word = figure.label if captions.search(figure.label) else figure.caption
    reasons: list[Reason] = [
        ("行の頭に地域名", "the row begins with the region's name")
        if named
        else ("地域の見出しの下", "under the region's heading"),
        ("年度の列", "in the year's column")
        if not figure.apart
        else ("年度の列の真下", "right under the year"),
    ]
    return _proposal(
        region,
        figure.year,
        figure.amount,
        figure.unit,
        printed_word,
        figure.printed,
        figure.line,
        f"{vocabulary.names[region]}｜{figure.caption}",
        reasons,
        wording,
        day,
    )


def _region(label: str, lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> str | None:
    """The region that a row names; a name in two lines goes on below its figures, or begins above them."""
    around = [lines[at + 1].text] if at + 1 < len(lines) else []
    above = [lines[at - 1].text] if at else []
    names = [label, *(label + text for text in around), *(text + label for text in above)]
    ids = {found for name in names if (found := vocabulary.region(name))}
    return ids.pop() if len(ids) == 1 else None


def _proposal(
    region: str,
    year: int,
    value: Amount,
    unit: str | None,
    word: str,
    printed: str,
    line: Line,
    heading: str,
    reasons: list[Reason],
    wording: Wording,
    day: dt.date | None,
) -> Grant | None:
    """None where nothing is printed (－), the unit is not, or the amount is below 0: for a person."""
    if value.mark == "undecided":
        cell = "未定"
    elif value.number is None or value.number < 0 or unit is None or not unit.endswith("円"):
        return None
    else:
        cell = amount(round(value.number * values.scale(unit))).removesuffix(AMOUNT_UNIT)
        reasons.append((f"単位は{unit}", f"the unit is {unit}"))
    status, grade, why = status_of(word, year, wording, day)
    answers = (("status", status),) if status else ()
    return (
        region,
        year,
        Proposal((*answers, ("amount", cell)), printed, line.place, heading, grade, (*reasons, *why)),
    )


def status_of(word: str, year: int, wording: Wording, day: dt.date | None) -> tuple[str, Grade, list[Reason]]:
    """交付額 or 交付金活用見込額, as printed; where both head one table, by the document's day."""
    planned, paid = wording.has("grant", "planned", word), wording.has("grant", "paid", word)
    if paid != planned:
        return ("交付額" if paid else "交付金活用見込額"), "printed", []
    if not paid:
        return "", "inferred", [("区分は人が選ぶ", "whether settled or planned is for a person")]
    if day is None:
        return "", "inferred", [("交付額か見込額か、印字から分からない", "settled or planned: not printed")]
    over = day >= dt.date(year + 1, 4, 1)
    word = "交付額" if over else "交付金活用見込額"
    ja = f"資料の時点（{day}）で年度が{'終わっている' if over else '終わっていない'}ので{word}"
    en = f"on the document's day ({day}) the fiscal year is {'over' if over else 'not over'}"
    return word, "inferred", [(ja, en)]
