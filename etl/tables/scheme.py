"""scheme: under which schemes regions work, who pays, and from when to when. Schemes are data: a source names
them (raw table `scheme`); one that no source describes has the usual words of schemes.csv, or its name alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl

from etl.clean.values import Unread, narrow
from etl.tables import days
from etl.tables.base import Done, Fact, Raws, Table, label, stack
from etl.tables.columns import Raw
from renkei.colours import CATEGORICAL, WrongColour, own_colour

KINDS = {"国の制度": "national", "都道府県の制度": "prefectural", "独自の制度": "own", "会議体": "body"}
RECIPIENTS = {"地域": "region", "構成市町村": "member"}
_USUAL = Path(__file__).with_name("schemes.csv")


class Scheme(Fact):
    scheme_id = dy.String(primary_key=True, regex=r"^[a-z][a-z0-9_]*$", metadata=label("制度ID", "Scheme ID"))
    name = dy.String(nullable=False, metadata=label("制度", "Scheme in Japanese"))
    name_en = dy.String(nullable=True, metadata=label("制度（英語）", "Scheme"))
    short_name = dy.String(nullable=True, metadata=label("略称", "Short name in Japanese"))
    short_name_en = dy.String(nullable=True, metadata=label("略称（英語）", "Short name"))
    kind = dy.String(
        nullable=False, regex="^(national|prefectural|own|body)$", metadata=label("種類", "Kind")
    )
    payer = dy.String(nullable=True, metadata=label("支払う者", "Payer in Japanese"))
    payer_en = dy.String(nullable=True, metadata=label("支払う者（英語）", "Payer"))
    recipient = dy.String(nullable=False, regex="^(region|member)$", metadata=label("受け手", "Recipient"))
    colour = dy.String(
        nullable=True, regex="^#[0-9A-F]{6}$", metadata=label("色（空欄は会議体）", "Colour (empty: bodies)")
    )
    valid_from = dy.Date(nullable=True, metadata=label("始まり", "From"))
    valid_to = dy.Date(nullable=True, metadata=label("終わり（その日から先はない）", "Until"))


def scheme(raws: Raws, done: Done) -> pl.DataFrame:
    """The schemes that a source describes, and those that regions name by an id or a usual name."""
    own = stack(raws.get("scheme", []), Scheme, _described)
    known, ids = set(own["scheme_id"]), names(own)
    rows: dict[str, dict[str, Any]] = {}
    for cell, name, name_en, place in _mentions(raws):
        scheme_id = ids.get(narrow(cell or ""), cell) or ids.get(name)
        if scheme_id is not None and scheme_id not in known and scheme_id not in rows:
            said = usual().get(scheme_id)
            if said is None and name:  # a name that is taken is not that of a scheme nobody describes
                own_name = scheme_id if name in ids else name
                said = {"name": own_name, "name_en": name_en, "kind": "prefectural"}
            if said is not None:
                rows[scheme_id] = {"scheme_id": scheme_id, "recipient": "region", **said, **place}
    made = pl.DataFrame(list(rows.values()), schema_overrides=dict.fromkeys(_TEXTS, pl.String))
    return _coloured(pl.concat([own, made], how="diagonal_relaxed") if rows else own)


def _coloured(schemes: pl.DataFrame) -> pl.DataFrame:
    """With a colour for each scheme of money that has none: the board's in turn, where a row took one the
    first that is free. National ones and the others begin at different ends of them, and of each those that
    begin later come later: none changes its colour when one is added that begins after it."""
    taken = set(schemes["colour"].drop_nulls())
    bare = schemes.filter(pl.col("colour").is_null(), pl.col("kind") != "body").sort(
        "valid_from", "scheme_id", nulls_last=False
    )
    board: dict[str, str] = {}
    for turn, national in ((CATEGORICAL, False), (CATEGORICAL[::-1], True)):
        ids = bare.filter((pl.col("kind") == "national") == national)["scheme_id"]
        board |= {one: turn[at % len(turn)] for at, one in enumerate(ids)}
    for scheme_id, colour in board.items():
        free = [c for c in CATEGORICAL if c not in taken and c not in board.values()]
        if colour in taken and free:
            board[scheme_id] = free[0]
    others = pl.col("scheme_id").replace_strict(board, default=None, return_dtype=pl.String)
    return schemes.with_columns(pl.coalesce("colour", others))


def _own_colour(cell: str) -> str:
    try:
        return own_colour(cell)
    except WrongColour as wrong:
        raise Unread(wrong.ja, wrong.en) from None


_TEXTS = [name for name, column in Scheme.columns().items() if isinstance(column, dy.String)]


def _described(raw: Raw) -> list[pl.Series]:
    recipient = one_of(raw, "recipient", RECIPIENTS)
    return [
        raw.text("scheme_id", required=True),
        raw.text("name", required=True),
        *[raw.text(c) for c in ("name_en", "short_name", "short_name_en")],
        raw.choice("kind", KINDS),
        raw.text("payer"),
        raw.text("payer_en"),
        recipient.fill_null("region"),
        raw.convert("colour", _own_colour, pl.String, "色を書きます", "must be a colour", required=False),
        *days.term(raw),
        *raw.place("name"),
    ]


def one_of(raw: Raw, column: str, words: dict[str, str]) -> pl.Series:
    """As Raw.choice, where a cell may be empty."""
    listed = "・".join(words)
    return raw.convert(
        column,
        lambda cell: words[narrow(cell)],
        pl.String,
        f"次のどれかで書きます: {listed}",
        f"must be one of: {listed}",
        required=False,
        rule="unknown_word",
    )


def _mentions(raws: Raws) -> Iterator[tuple[str | None, str, str | None, dict[str, Any]]]:
    """Id, name, English name and place of each row that names a scheme."""
    for raw in raws.get("region", []):
        place = pl.DataFrame(raw.place()).drop("as_printed", "note").rows(named=True)
        cells = (raw.text("scheme_id"), raw.text("scheme"), raw.text("scheme_name_en"))
        for scheme_id, name, name_en, where in zip(*cells, place, strict=True):
            yield scheme_id, narrow(name or ""), name_en, where
    for raw in raws.get("region_scheme", []):
        place = pl.DataFrame(raw.place()).drop("as_printed", "note").rows(named=True)
        for scheme_id, where in zip(raw.text("scheme_id"), place, strict=True):
            yield scheme_id, "", None, where


@cache
def usual() -> dict[str, dict[str, str | None]]:
    """What is said of a scheme where no source describes it."""
    with _USUAL.open(encoding="utf-8", newline="") as file:
        rows = [{key: cell or None for key, cell in row.items()} for row in csv.DictReader(file)]
    return {str(row.pop("scheme_id")): row for row in rows}


@cache
def usual_ids() -> dict[str, str]:
    return {str(told["name"]): scheme_id for scheme_id, told in usual().items()}


def names(schemes: pl.DataFrame) -> dict[str, str]:
    """Name of a scheme, without white space → its id; of two of one name only the id tells."""
    found: dict[str, str] = dict(usual_ids())
    seen: set[str] = set()
    for name, scheme_id in schemes.drop_nulls("name").select("name", "scheme_id").iter_rows():
        key = narrow(name)
        if key in seen:
            found.pop(key, None)
        else:
            seen.add(key)
            found[key] = scheme_id
    return found


def scheme_ids(raw: Raw, schemes: pl.DataFrame, required: bool = False) -> pl.Series:
    """Column `scheme_id`: an id or a name. One that is neither stays for the check of references."""
    cells, ids = raw.text("scheme_id", required), names(schemes)
    return pl.Series("scheme_id", [cell and ids.get(narrow(cell), cell) for cell in cells], dtype=pl.String)


TABLES = [
    Table(
        "scheme",
        Scheme,
        scheme,
        "制度",
        "Schemes",
        ("scheme", "region", "region_scheme"),
    )
]
