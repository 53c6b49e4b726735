"""meeting, agenda_item, decision: what an office's meetings are about, and what they decided (decisions/)."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.read.typed import ROW
from etl.tables.apart import stack_apart
from etl.tables.base import Done, Fact, Raws, Table, label
from etl.tables.columns import Raw
from etl.tables.optional import row_order
from etl.tables.scheme import one_of
from renkei.decisionfile import KINDS, STATES
from renkei.plaincell import as_written

MEETING_STATES = {"予定": "planned", "実施": "done", "中止": "cancelled"}


class Meeting(Fact):
    meeting_id = dy.String(primary_key=True, metadata=label("会議ID", "Meeting ID"))
    region_id = dy.String(nullable=True, metadata=label("団体・地域ID", "Body or region ID"))
    group_id = dy.String(nullable=True, metadata=label("部会ID", "Working group ID"))
    name = dy.String(nullable=False, metadata=label("会議", "Meeting"))
    held_on = dy.Date(nullable=False, metadata=label("日付", "Day"))
    place = dy.String(nullable=True, metadata=label("場所", "Place"))
    state = dy.String(nullable=True, metadata=label("状態", "State"))
    invented = dy.Bool(
        alias="sample", nullable=False, metadata=label("見本データか", "Invented sample data or not")
    )


class AgendaItem(Fact):
    meeting_id = dy.String(primary_key=True, metadata=label("会議ID", "Meeting ID"))
    sort_order = dy.Int64(primary_key=True, metadata=label("番号", "Number", "番目"))
    text = dy.String(nullable=False, metadata=label("議題", "Item"))
    theme_id = dy.String(nullable=True, metadata=label("テーマID", "Theme ID"))
    panel_id = dy.String(nullable=True, metadata=label("図ID", "Panel ID"))
    presenter = dy.String(nullable=True, metadata=label("説明者", "Presented by"))
    outcome = dy.String(nullable=True, metadata=label("経過", "Outcome"))
    invented = dy.Bool(
        alias="sample", nullable=False, metadata=label("見本データか", "Invented sample data or not")
    )


class Decision(Fact):
    decision_id = dy.String(primary_key=True, metadata=label("決定ID", "Decision ID"))
    decided_on = dy.Date(nullable=False, metadata=label("日付", "Decided on"))
    region_id = dy.String(nullable=True, metadata=label("団体・地域ID", "Body or region ID"))
    meeting_id = dy.String(nullable=True, metadata=label("会議ID", "Meeting ID"))
    theme_id = dy.String(nullable=True, metadata=label("テーマID", "Theme ID"))
    panel_id = dy.String(nullable=True, metadata=label("図ID", "Panel ID"))
    kind = dy.String(nullable=False, metadata=label("種類", "Kind"))
    text = dy.String(nullable=False, metadata=label("内容", "What was decided"))
    assignee = dy.String(nullable=True, metadata=label("担当", "Who does it"))
    due_on = dy.Date(nullable=True, metadata=label("期日", "Due"))
    state = dy.String(nullable=True, metadata=label("状態", "State"))
    done_on = dy.Date(nullable=True, metadata=label("済んだ日", "Done on"))
    outcome = dy.String(nullable=True, metadata=label("結果", "What came of it"))
    written_by = dy.String(nullable=True, metadata=label("記入者", "Written by"))
    written_at = dy.String(nullable=True, metadata=label("記入日時", "Written at"))
    invented = dy.Bool(
        alias="sample", nullable=False, metadata=label("見本データか", "Invented sample data or not")
    )


def _text(raw: Raw, column: str, required: bool = False) -> pl.Series:
    cells = raw.text(column, required)
    return pl.Series(column, [None if cell is None else as_written(cell) for cell in cells], dtype=pl.String)


def _sample(raw: Raw) -> pl.Series:
    return raw.text("sample").is_not_null().alias("sample")


def meeting(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("meeting_id", required=True),
            raw.text("region_id"),
            raw.text("group_id"),
            _text(raw, "name", required=True),
            raw.date("held_on", required=True),
            _text(raw, "place"),
            one_of(raw, "state", MEETING_STATES),
            _sample(raw),
            *raw.place("held_on"),
        ]

    references = {"region_id": ("region", "region_id"), "group_id": ("working_group", "group_id")}
    return stack_apart(raws.get("meeting", []), Meeting, one, done, references)


def agenda_item(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("meeting_id", required=True),
            row_order(raw),
            _text(raw, "text", required=True),
            raw.text("theme_id"),
            raw.text("panel_id"),
            _text(raw, "presenter"),
            _text(raw, "outcome"),
            _sample(raw),
            *raw.place("text"),
        ]

    references = {"meeting_id": ("meeting", "meeting_id"), "theme_id": ("body_theme", "theme_id")}
    return stack_apart(raws.get("agenda_item", []), AgendaItem, one, done, references)


def decision(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        decided, finished = raw.date("decided_on", required=True), raw.date("done_on")
        state = one_of(raw, "state", dict(STATES))
        _agree(raw, decided, finished, state)
        return [
            raw.text("decision_id", required=True),
            decided,
            raw.text("region_id"),
            raw.text("meeting_id"),
            raw.text("theme_id"),
            raw.text("panel_id"),
            raw.choice("kind", dict(KINDS)),
            _text(raw, "text", required=True),
            _text(raw, "assignee"),
            raw.date("due_on"),
            state,
            finished,
            _text(raw, "outcome"),
            _text(raw, "written_by"),
            raw.text("written_at"),
            _sample(raw),
            *raw.place("text"),
        ]

    references = {
        "region_id": ("region", "region_id"),
        "meeting_id": ("meeting", "meeting_id"),
        "theme_id": ("body_theme", "theme_id"),
    }
    return stack_apart(raws.get("decision", []), Decision, one, done, references)


def _agree(raw: Raw, decided: pl.Series, finished: pl.Series, state: pl.Series) -> None:
    """A day on which it was done is none of what is open, nor before the decision."""
    days = zip(raw.frame[ROW], decided, finished, state, strict=True)
    for row, first, last, name in days:
        if last is not None and name != "done":
            raw.wrong(
                "done_day",
                "done_on",
                row,
                last.isoformat(),
                "済んだ日は、状態が「済」のときだけ書きます",
                "a day on which it was done goes with the state 済 alone",
            )
        elif first is not None and last is not None and last < first:
            raw.wrong(
                "done_day",
                "done_on",
                row,
                last.isoformat(),
                "済んだ日が決定の日より前です",
                "it was done before it was decided",
            )


TABLES = [
    Table("meeting", Meeting, meeting, "会議", "Meetings", ("meeting",)),
    Table("agenda_item", AgendaItem, agenda_item, "議題", "Items of an agenda", ("agenda_item",)),
    Table("decision", Decision, decision, "決定と宿題", "Decisions and actions", ("decision",)),
]
