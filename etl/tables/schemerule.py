"""scheme_rule, region_scheme: which rules a scheme has, and who is under it from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import dataframely as dy
import polars as pl

from etl.read.typed import ROW
from etl.tables import days
from etl.tables.base import Done, Fact, Raws, Table, label, lit, stack
from etl.tables.basis import BASIS, basis
from etl.tables.columns import Raw
from etl.tables.scheme import one_of, scheme_ids

MEMBER_KINDS = {"市": "city", "町": "town", "村": "village"}
KIND = "^(city|town|village)$"
Row = Mapping[str, Any]
_NARROWED = ("region_id", "member_kind")  # for whom alone a rule may be


class SchemeRule(Fact):
    scheme_id = dy.String(nullable=False, metadata=label("制度ID", "Scheme ID"))
    rule_id = dy.String(nullable=False, metadata=label("規則ID", "Rule ID"))
    region_id = dy.String(nullable=True, metadata=label("その地域だけの規則", "Of this region alone"))
    member_kind = dy.String(
        nullable=True, regex=KIND, metadata=label("その種類の市町村だけの規則", "Of this kind alone")
    )
    valid_from = dy.Date(nullable=True, metadata=label("始まり", "From"))
    valid_to = dy.Date(nullable=True, metadata=label("終わり（その日から当たらない）", "Until"))
    value = dy.Float64(nullable=True, min=0, metadata=label("値", "Value", "（単位の列による）"))
    unit = dy.String(nullable=True, metadata=label("単位", "Unit"))
    value_text = dy.String(nullable=True, metadata=label("値（文字）", "Value in words"))
    article = dy.String(nullable=False, metadata=label("条", "Article"))
    text = dy.String(nullable=False, metadata=label("内容", "Rule"))
    text_en = dy.String(nullable=True, metadata=label("内容（英語）", "Rule (English)"))
    rule_basis = dy.String(nullable=True, regex=BASIS, metadata=label("規則の根拠", "Basis of the rule"))


class RegionScheme(Fact):
    region_id = dy.String(nullable=False, metadata=label("地域ID", "Region ID"))
    scheme_id = dy.String(nullable=False, metadata=label("制度ID", "Scheme ID"))
    valid_from = dy.Date(nullable=True, metadata=label("始まり", "From"))
    valid_to = dy.Date(nullable=True, metadata=label("終わり（その日から入らない）", "Until"))
    as_of = dy.Date(nullable=True, metadata=label("記した資料の時点", "As-of of the document"))


def scheme_rule(raws: Raws, done: Done) -> pl.DataFrame:
    """A rule with a unit has a number, one without is told in words."""
    schemes, places = done["scheme"], list[tuple[Raw, Row]]()

    def one(raw: Raw) -> list[pl.Series]:
        counted = raw.only("value", raw.text("unit").is_not_null())
        words = raw.text("value").zip_with(
            raw.text("unit").is_null(), lit(raw, "value_text", None, pl.String)
        )
        made = [
            scheme_ids(raw, schemes, required=True),
            raw.text("rule_id", required=True),
            raw.text("region_id"),
            one_of(raw, "member_kind", MEMBER_KINDS),
            *days.term(raw),
            counted.decimal("value", required=False),
            raw.text("unit"),
            words.alias("value_text"),
            raw.text("article", required=True),
            raw.text("text", required=True),
            raw.text("text_en"),
            basis(raw, "rule_basis"),
            *raw.place(),
        ]
        rows = pl.DataFrame([*made, raw.frame[ROW]])
        places.extend((raw, row) for row in rows.iter_rows(named=True))
        return made

    frame = stack(raws.get("scheme_rule", []), SchemeRule, one)
    _contradictions(places)
    return frame


def _contradictions(places: Iterable[tuple[Raw, Row]]) -> None:
    """Two rows of one rule that are as specific as one another may not hold on the same day: which of them
    counts, nobody could say."""
    by_rule: dict[tuple[str, str], list[tuple[Raw, Row]]] = {}
    for raw, row in places:
        by_rule.setdefault((row["scheme_id"], row["rule_id"]), []).append((raw, row))
    for several in by_rule.values():
        for (_, first), (raw, second) in combinations(several, 2):
            if first["valid_from"] == second["valid_from"] and _same(first, second):
                continue  # of one key: said where keys are checked
            if specificity(first) == specificity(second) and _meet(first, second):
                where = first["source_row"]
                raw.wrong(
                    "rules_overlap",
                    "rule_id",
                    second[ROW],
                    f"{second['scheme_id']} {second['rule_id']}",
                    f"{where} の行と同じ地域・市町村・日に当てはまります。始まりと終わりか、"
                    "地域、市町村の種類で分けます",
                    f"holds for the same region, kind of member and day as the row {where}: part them by "
                    "their terms, regions or kinds of member",
                )


def specificity(rule: Row) -> int:
    return (rule["region_id"] is not None) + (rule["member_kind"] is not None)


def _same(one: Row, other: Row) -> bool:
    return all(one[name] == other[name] for name in _NARROWED)


def _meet(one: Row, other: Row) -> bool:
    """Whether there may be a region, a kind of member and a day for which both hold."""
    return all(
        one[name] is None or other[name] is None or one[name] == other[name] for name in _NARROWED
    ) and days.overlap((one["valid_from"], one["valid_to"]), (other["valid_from"], other["valid_to"]))


def _twice_under(places: Iterable[tuple[Raw, Row]]) -> None:
    """A region is under a scheme once on a day: rows of one scheme that overlap would count it twice."""
    by_scheme: dict[tuple[str, str], list[tuple[Raw, Row]]] = {}
    for raw, row in places:
        by_scheme.setdefault((row["region_id"], row["scheme_id"]), []).append((raw, row))
    for several in by_scheme.values():
        for (_, first), (raw, second) in combinations(several, 2):
            terms = [(row["valid_from"], row["valid_to"]) for row in (first, second)]
            # of one key: said where keys are checked
            if first["valid_from"] != second["valid_from"] and days.overlap(*terms):
                where = first["source_row"]
                raw.wrong(
                    "terms_overlap",
                    "scheme_id",
                    second[ROW],
                    f"{second['region_id']} {second['scheme_id']}",
                    f"{where} の行と同じ地域・制度で期間が重なります。始まりと終わりで分けます",
                    f"the same region and scheme as the row {where}, on days of both: part their terms",
                )


def region_scheme(raws: Raws, done: Done) -> pl.DataFrame:
    """The scheme of a region's own row holds until the first that a source tells with its day."""
    schemes, places = done["scheme"], list[tuple[Raw, Row]]()

    def one(raw: Raw) -> list[pl.Series]:
        made = [
            raw.text("region_id", required=True),
            scheme_ids(raw, schemes, required=True),
            *days.term(raw),
            lit(raw, "as_of", raw.source.citation.get("as_of"), pl.Date),
            *raw.place(),
        ]
        places.extend((raw, row) for row in pl.DataFrame([*made, raw.frame[ROW]]).iter_rows(named=True))
        return made

    told = stack(raws.get("region_scheme", []), RegionScheme, one)
    _twice_under(places)
    by_region: dict[str, list[Row]] = {}
    for row in told.iter_rows(named=True):
        by_region.setdefault(row["region_id"], []).append(row)
    own = []
    for region in done["region"].iter_rows(named=True):
        later = by_region.get(region["region_id"], [])
        if any(row["scheme_id"] == region["scheme_id"] for row in later):
            continue
        begins = [row["valid_from"] for row in later if row["valid_from"] is not None]
        ends = [*begins, *filter(None, [region.get("valid_to")])]
        own.append(
            {name: region[name] for name in ("region_id", "scheme_id", "source_id", "source_ref")}
            | {"source_row": region["source_row"], "valid_to": min(ends, default=None)}
        )
    schema = {name: RegionScheme.create_empty().schema[name] for name in (*own[0],)} if own else {}
    made = pl.DataFrame(own, schema=schema) if own else RegionScheme.create_empty()
    return pl.concat([told, made], how="diagonal_relaxed")


TABLES = [
    Table(
        "scheme_rule",
        SchemeRule,
        scheme_rule,
        "交付金の規則",
        "Rules of the grant",
        ("scheme_rule",),
        {"region_id": ("region", "region_id")},
        own_keys=("scheme_id", "rule_id", "region_id", "member_kind", "valid_from"),
    ),
    Table(
        "region_scheme",
        RegionScheme,
        region_scheme,
        "地域の制度",
        "Schemes of the regions",
        ("region_scheme",),
        {"region_id": ("region", "region_id"), "scheme_id": ("scheme", "scheme_id")},
        own_keys=("region_id", "scheme_id", "valid_from"),
    ),
]
