"""working_group, body_theme, body_role, body_event: councils and study groups from within.

A body (region.scheme = council) has no agreement and no grant; its members are not listed by name
in the documents, so it has no rows in region_member.
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.tables.base import Done, Fact, Raws, Table, label, stack
from etl.tables.basis import BASIS, basis
from etl.tables.case import day
from etl.tables.columns import Raw
from etl.tables.optional import row_order
from etl.tables.project import SEPARATOR
from etl.tables.scheme import one_of

# what was done, what is intended without saying whether it was done, what is planned, what may follow
STATES = {"実施": "done", "予定": "planned", "方針": "policy", "見通し": "outlook", "不明": "unclear"}


class WorkingGroup(Fact):
    region_id = dy.String(primary_key=True, metadata=label("団体ID", "Body ID"))
    group_id = dy.String(primary_key=True, metadata=label("部会ID", "Working group ID"))
    name = dy.String(nullable=False, metadata=label("部会", "Working group"))
    name_en = dy.String(nullable=False, metadata=label("部会（英語）", "Working group (English)"))
    sort_order = dy.Int64(nullable=False, min=1, metadata=label("並び順", "Order", "番目"))


class BodyTheme(Fact):
    region_id = dy.String(primary_key=True, metadata=label("団体ID", "Body ID"))
    group_id = dy.String(nullable=True, metadata=label("部会ID", "Working group ID"))
    group_basis = dy.String(nullable=True, regex=BASIS, metadata=label("部会の根拠", "Basis of the group"))
    theme_id = dy.String(primary_key=True, metadata=label("テーマID", "Theme ID"))
    theme = dy.String(nullable=False, metadata=label("テーマ", "Theme"))
    details = dy.List(dy.String(nullable=False), nullable=False, metadata=label("内訳", "Details"))
    sort_order = dy.Int64(nullable=False, min=1, metadata=label("並び順", "Order", "番目"))


class BodyRole(Fact):
    region_id = dy.String(primary_key=True, metadata=label("団体ID", "Body ID"))
    group_id = dy.String(nullable=True, metadata=label("部会ID", "Working group ID"))
    actor = dy.String(primary_key=True, metadata=label("主体", "Actor"))
    kind = dy.String(nullable=False, metadata=label("種類", "Kind"))
    text = dy.String(nullable=False, metadata=label("内容", "What is told"))
    sort_order = dy.Int64(primary_key=True, min=1, metadata=label("並び順", "Order", "番目"))


class BodyEvent(Fact):
    region_id = dy.String(primary_key=True, metadata=label("団体ID", "Body ID"))
    sort_order = dy.Int64(primary_key=True, min=1, metadata=label("並び順", "Order", "番目"))
    period = dy.String(nullable=True, metadata=label("時期（原文）", "Period as printed"))
    event_on = dy.Date(
        nullable=True,
        metadata=label("日付（月のみは月初）", "Date (the first where only a month is printed)"),
    )
    state = dy.String(
        nullable=True, regex=f"^({'|'.join(STATES.values())})$", metadata=label("区分", "State")
    )
    text = dy.String(nullable=False, metadata=label("出来事", "Event"))


def _texts(raw: Raw, *columns: str) -> list[pl.Series]:
    return [raw.text(c, required=True) for c in columns]


def working_group(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            *_texts(raw, "region_id", "group_id", "name", "name_en"),
            row_order(raw),
            *raw.place("name"),
        ]

    return stack(raws.get("working_group", []), WorkingGroup, one)


def body_theme(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            *_texts(raw, "region_id", "theme_id", "theme"),
            raw.text("group_id"),
            basis(raw, "group_basis"),
            raw.listed("detail", SEPARATOR).alias("details"),
            row_order(raw),
            *raw.place("theme"),
        ]

    return stack(raws.get("body_theme", []), BodyTheme, one)


def body_role(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            *_texts(raw, "region_id", "actor", "kind", "text"),
            raw.text("group_id"),
            row_order(raw),
            *raw.place(),
        ]

    return stack(raws.get("body_role", []), BodyRole, one)


def body_event(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            *_texts(raw, "region_id", "text"),
            raw.text("period"),
            raw.convert(
                "event_on",
                day,
                pl.Date,
                "日付・年月・年度で書きます",
                "must be a date, a month or a fiscal year",
                required=False,
            ),
            one_of(raw, "state", STATES),
            row_order(raw),
            *raw.place("period"),
        ]

    return stack(raws.get("body_event", []), BodyEvent, one)


_BODY = {"region_id": ("region", "region_id")}
TABLES = [
    Table("working_group", WorkingGroup, working_group, "部会", "Working groups", ("working_group",), _BODY),
    Table(
        "body_theme", BodyTheme, body_theme, "団体・部会のテーマ", "Themes of bodies", ("body_theme",), _BODY
    ),
    Table("body_role", BodyRole, body_role, "団体・部会の役割", "Roles in bodies", ("body_role",), _BODY),
    Table("body_event", BodyEvent, body_event, "団体の経過", "Course of bodies", ("body_event",), _BODY),
]
