"""grant_rule: which rule of a scheme holds for a grant, by region, kind of member and fiscal year.
scheme_offer: which rules a scheme has for any region, by the fiscal years in which they hold.

The one place that decides it: checks and views read the tables, forms of a new year ask the same `Rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import dataframely as dy
import polars as pl

from etl.tables import days
from etl.tables.base import Done, Fact, Raws, Table, label
from etl.tables.schemerule import KIND, Row, specificity

CAP, MEMBER_CAP = "cap_per_year", "cap_per_member"
GRANTING = ("prefectural", "own")
_FIRST, _LAST = 1989, 2100  # fiscal years that the board knows of


class GrantRule(Fact):
    region_id = dy.String(nullable=False, metadata=label("地域ID", "Region ID"))
    scheme_id = dy.String(nullable=False, metadata=label("制度ID", "Scheme ID"))
    fiscal_year = dy.Int64(nullable=False, min=1989, max=2100, metadata=label("年度", "Fiscal year", "年度"))
    rule_id = dy.String(nullable=False, metadata=label("規則ID", "Rule ID"))
    member_kind = dy.String(nullable=True, regex=KIND, metadata=label("市町村の種類", "Kind of member"))
    value = dy.Float64(nullable=True, metadata=label("値", "Value", "（単位の列による）"))
    unit = dy.String(nullable=True, metadata=label("単位", "Unit"))
    article = dy.String(nullable=False, metadata=label("条", "Article"))
    text = dy.String(nullable=False, metadata=label("内容", "Rule"))
    text_en = dy.String(nullable=True, metadata=label("内容（英語）", "Rule (English)"))


class SchemeOffer(Fact):
    scheme_id = dy.String(nullable=False, metadata=label("制度ID", "Scheme ID"))
    rule_id = dy.String(nullable=False, metadata=label("規則ID", "Rule ID"))
    member_kind = dy.String(nullable=True, regex=KIND, metadata=label("市町村の種類", "Kind of member"))
    first_year = dy.Int64(nullable=True, metadata=label("始まりの年度", "From fiscal year", "年度"))
    last_year = dy.Int64(nullable=True, metadata=label("終わりの年度", "Up to fiscal year", "年度"))
    value = dy.Float64(nullable=True, metadata=label("値", "Value", "（単位の列による）"))
    unit = dy.String(nullable=True, metadata=label("単位", "Unit"))
    article = dy.String(nullable=False, metadata=label("条", "Article"))
    text = dy.String(nullable=False, metadata=label("内容", "Rule"))
    text_en = dy.String(nullable=True, metadata=label("内容（英語）", "Rule (English)"))


@dataclass(frozen=True)
class Rules:
    """The rules of all schemes, and the members of the regions, by whose number a cap may grow."""

    by_scheme: Mapping[str, list[Row]]
    by_member: frozenset[str]  # schemes that pay the members, not the region
    members: Mapping[str, list[Row]]

    @classmethod
    def of(cls, frames: Mapping[str, pl.DataFrame]) -> Rules:
        kinds = dict(frames["municipality"].select("municipality_code", "kind").iter_rows())
        members: dict[str, list[Row]] = {}
        for row in frames["region_member"].iter_rows(named=True):
            members.setdefault(row["region_id"], []).append(
                {**row, "kind": kinds.get(row["municipality_code"])}
            )
        rules: dict[str, list[Row]] = {}
        for row in frames["scheme_rule"].iter_rows(named=True):
            rules.setdefault(row["scheme_id"], []).append(row)
        paying = frames["scheme"].filter(pl.col("recipient") == "member")
        return cls(rules, frozenset(paying["scheme_id"]), members)

    def holding(self, region_id: str, scheme_id: str, fiscal_year: int) -> list[Row]:
        """The rules that hold for a region in a fiscal year. The cap is the region's: what a scheme adds for
        each member is in it, by those who were members in the year."""
        found = list(_best(self.by_scheme.get(scheme_id, []), region_id, fiscal_year))
        each = [rule for rule in found if rule["rule_id"] == MEMBER_CAP and rule["value"] is not None]
        if not each or scheme_id in self.by_member:
            return found
        cap = next((rule for rule in found if rule["rule_id"] == CAP), None)
        rest = [rule for rule in found if rule is not cap]
        return [self._grown(cap, each, region_id, fiscal_year), *rest]

    def cap(self, region_id: str, scheme_id: str, fiscal_year: int) -> int | None:
        """What a region may get at most in a fiscal year; None where the scheme sets no cap."""
        return self.number(CAP, region_id, scheme_id, fiscal_year)

    def number(self, rule_id: str, region_id: str, scheme_id: str, fiscal_year: int) -> int | None:
        """The value of a rule; None where there is none."""
        found = (
            r["value"] for r in self.holding(region_id, scheme_id, fiscal_year) if r["rule_id"] == rule_id
        )
        return next((int(value) for value in found if value is not None), None)

    def _grown(self, cap: Row | None, each: list[Row], region_id: str, fiscal_year: int) -> Row:
        by_kind = {rule["member_kind"]: rule["value"] for rule in each}
        now = [
            by_kind.get(member["kind"], by_kind.get(None, 0.0))
            for member in self.members.get(region_id, [])
            if days.meets(member["joined_on"], member["left_on"], fiscal_year)
        ]
        base = cap if cap is not None else {**each[0], "rule_id": CAP, "member_kind": None, "value": 0.0}
        known = base["value"] is not None and bool(now)
        articles = dict.fromkeys([base["article"], *(rule["article"] for rule in each)])
        texts = dict.fromkeys([base["text"], *(rule["text"] for rule in each)])
        english = dict.fromkeys(rule["text_en"] for rule in (base, *each) if rule["text_en"])
        return {
            **base,
            "value": base["value"] + sum(now) if known else None,
            "article": "・".join(articles),
            "text": "。".join(texts),
            "text_en": "; ".join(english) or None,
            "note": f"構成市町村{len(now)}の分を加えた地域の上限",
        }


def schemes_of(rows: pl.DataFrame, schemes: pl.DataFrame) -> dict[str, list[Row]]:
    """Region → the schemes it is under, each with its kind and term (table region_scheme)."""
    kinds = dict(schemes.select("scheme_id", "kind").iter_rows())
    found: dict[str, list[Row]] = {}
    for row in rows.iter_rows(named=True):
        found.setdefault(row["region_id"], []).append({**row, "kind": kinds.get(row["scheme_id"])})
    return found


def grant_scheme(under: Iterable[Row], fiscal_year: int) -> str | None:
    """The scheme whose grant a region gets in a fiscal year, where nobody says another.

    Of several the one that it was under first that year; one that grants before a national one.
    """
    now = [row for row in under if days.meets(row["valid_from"], row["valid_to"], fiscal_year)]
    granting = [row for row in now if row["kind"] in GRANTING] or now
    first = min(granting, key=lambda row: (row["valid_from"] is not None, row["valid_from"]), default=None)
    return None if first is None else str(first["scheme_id"])


def _best(rules: Iterable[Row], region_id: str | None, fiscal_year: int) -> Iterator[Row]:
    """Of the rules of a scheme those that hold for a region in a fiscal year, one of each rule and kind of
    member: the most specific, of those that follow one another within the year the last."""
    best: dict[tuple[str, str | None], Row] = {}
    for rule in rules:
        if rule["region_id"] not in (None, region_id):
            continue
        if not days.meets(rule["valid_from"], rule["valid_to"], fiscal_year):
            continue
        key = rule["rule_id"], rule["member_kind"]
        if key not in best or _rank(rule) > _rank(best[key]):
            best[key] = rule
    yield from best.values()


def _rank(rule: Row) -> tuple[int, bool, Any]:
    since = rule["valid_from"]
    return specificity(rule), since is not None, since or 0


def grant_rule(raws: Raws, done: Done) -> pl.DataFrame:
    """The rules of every grant's region, scheme and fiscal year; of a region under a granting scheme that
    has no grant yet, those of the last fiscal year in which others have one."""
    paid = done["disbursement"]
    grants = paid.select("region_id", "scheme_id", "fiscal_year").drop_nulls().unique().sort(pl.all())
    asked = list(grants.iter_rows())
    last = dict(grants.group_by("scheme_id").agg(pl.col("fiscal_year").max()).iter_rows())
    have = {(region, scheme) for region, scheme, _ in asked}
    under = schemes_of(done["region_scheme"], done["scheme"])
    for region, rows in sorted(under.items()):
        asked += [
            (region, row["scheme_id"], last[row["scheme_id"]])
            for row in rows
            if row["scheme_id"] in last
            and row["kind"] in ("prefectural", "own")
            and (region, row["scheme_id"]) not in have
            and days.meets(row["valid_from"], row["valid_to"], last[row["scheme_id"]])
        ]
    rules = Rules.of(done)
    names = [c for c in GrantRule.column_names() if c not in ("region_id", "fiscal_year")]
    found = [
        {"region_id": region, "fiscal_year": year, **{name: rule[name] for name in names}}
        for region, scheme, year in asked
        for rule in rules.holding(region, scheme, year)
    ]
    schema = GrantRule.create_empty().schema
    return pl.DataFrame(found, schema=schema) if found else GrantRule.create_empty()


def scheme_offer(raws: Raws, done: Done) -> pl.DataFrame:
    """The rules that the schemes which grant have for a region of which no rule speaks by name, each with the
    fiscal years in which it is the one that holds; blank: as long as the scheme."""
    rules = Rules.of(done)
    found = [
        row
        for scheme in done["scheme"].filter(pl.col("kind").is_in(GRANTING))["scheme_id"]
        for row in _terms(rules.by_scheme.get(scheme, []))
    ]
    schema = SchemeOffer.create_empty().schema
    names = list(schema)
    rows = [{name: row[name] for name in names} for row in found]
    return pl.DataFrame(rows, schema=schema) if rows else SchemeOffer.create_empty()


def _terms(rules: list[Row]) -> Iterator[Row]:
    """Each rule that is the best of its kind with the years in a row in which it is."""
    running: dict[tuple[str, str | None], tuple[Row, int]] = {}
    for year in range(_FIRST, _LAST + 2):
        now: dict[tuple[str, str | None], Row] = {}
        if year <= _LAST:
            now = {(rule["rule_id"], rule["member_kind"]): rule for rule in _best(rules, None, year)}
        for key, (rule, first) in list(running.items()):
            if now.get(key) is not rule:
                del running[key]
                yield {
                    **rule,
                    "first_year": None if first == _FIRST else first,
                    "last_year": None if year > _LAST else year - 1,
                }
        for key, rule in now.items():
            running.setdefault(key, (rule, year))


TABLES = [
    Table(
        "grant_rule",
        GrantRule,
        grant_rule,
        "交付に当たる規則",
        "Rules that each grant answers to",
        (),
        {"region_id": ("region", "region_id"), "scheme_id": ("scheme", "scheme_id")},
        own_keys=("region_id", "scheme_id", "fiscal_year", "rule_id", "member_kind"),
    ),
    Table(
        "scheme_offer",
        SchemeOffer,
        scheme_offer,
        "制度が地域に示す規則",
        "Rules that a scheme has for any region",
        (),
        {"scheme_id": ("scheme", "scheme_id")},
        own_keys=("scheme_id", "rule_id", "member_kind", "first_year"),
    ),
]
