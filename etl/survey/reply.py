"""What is sent back to a municipality, in Japanese, ready as it is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from etl.survey.collected import Answered, Collected
from etl.survey.cover import day
from etl.survey.definition import Definition
from etl.survey.returned import Point

_CLOSING = {
    "none": "調査票がまだ届いておりません。行き違いでしたらご容赦ください。\n"
    "期限までにご提出くださいますようお願いいたします。",
    "held": "調査票を受け付けました。ご協力ありがとうございました。",
    "open": "調査票をお送りいただきありがとうございました。\n"
    "次の点をご確認のうえ、直した調査票をお送りください。",
}


def subject(definition: Definition, item: Answered) -> str:
    word = {"none": "ご提出のお願い", "held": "受付のお知らせ", "open": "ご確認のお願い"}[item.state]
    if item.state == "held" and item.points:
        word = "受付とご確認のお願い"
    return f"【{word}】{definition.title}"


def reply(collected: Collected, item: Answered) -> str:
    """One text for one municipality: what was received, what must be mended, what is asked about."""
    definition = collected.definition
    errors = [point for point in item.points if point.stops]
    asks = [point for point in item.points if not point.stops]
    if any(point.rule == "empty" for point in errors):  # said once, not of every cell
        asks = [point for point in asks if point.rule != "blank"]
    lines = [
        f"件名：{subject(definition, item)}",
        "",
        f"{item.target.name} ご担当者様",
        "",
        f"{definition.publisher}です。標記の調査につきまして、ご連絡いたします。",
        _CLOSING[item.state],
    ]
    if item.files:
        lines += ["", f"届いたファイル：{'、'.join(item.files)}"]
        lines.append(f"記入された欄：{item.answered:,} ／ {collected.cells:,}")
    if errors:
        lines += ["", f"■ 直していただく点（{len(errors)}件）"]
        lines += [f"  {n}. {text}" for n, text in enumerate(map(_line, errors), start=1)]
    if asks:
        head = "■ お尋ねする点（このままでも受け付けます）"
        lines += ["", head, *[f"  ・{text}" for text in _points_in_order(asks)]]
    lines += [
        "",
        f"提出期限：{day(definition.fielded_to)}",
        f"問い合わせ先：{definition.publisher} {definition.contact}",
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _line(point: Point) -> str:
    told = point.problem
    place = _place(point)
    value = f" 「{told.value}」" if told.value else ""
    guess = f"（{told.guess} のことでしょうか）" if told.guess and told.rule != "structure" else ""
    if told.rule == "above":
        guess = "。このとおりで正しければ、その理由をお知らせください"
    return f"{place}{value}：{told.expected}{guess}" if place else f"{told.expected}{value}{guess}"


def _place(point: Point) -> str:
    told = point.problem
    parts = [f"「{told.sheet}」シート"] if told.sheet else []
    if told.row and told.column:
        parts.append(f"{told.column.split('（')[0]}{told.row}")
    elif told.row:
        parts.append(f"{told.row}行目")
    if told.key:
        name = told.column.partition("（")[2].removesuffix("）") if told.column else ""
        parts.append(f"{told.key}の{name}" if name else told.key)
    return " ".join(parts)


def _points_in_order(points: Iterable[Point]) -> Iterable[str]:
    """Blanks of one row in one line: a form left half empty would fill pages."""

    def row(point: Point) -> tuple[str, int, str]:
        told = point.problem
        return (told.sheet or "", told.row or 0, point.rule) if point.rule == "blank" else ("", 0, point.rule)

    for (sheet, _, rule), several in groupby(points, row):
        found = list(several)
        if rule == "blank":
            names = [(p.problem.column or "").partition("（")[2].removesuffix("）") for p in found]
            told = f"「{sheet}」シート {found[0].problem.key}：{'、'.join(names)} が空欄"
            yield told + found[0].problem.expected.removeprefix("空欄です")
        else:
            yield from (_line(point) for point in found)
