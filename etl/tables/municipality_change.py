"""municipality_change: which code became which, on what day (市町村の廃置分合・名称変更の一覧)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dataframely as dy
import polars as pl

from etl.clean.values import narrow
from etl.read.typed import ROW
from etl.tables.base import Done, Fact, Raws, Table, label, stack
from etl.tables.columns import Raw

# as the official notices call them, and as the list of standard area codes does
KINDS = {
    "新設合併": "merger",
    "合体": "merger",
    "編入合併": "absorption",
    "編入": "absorption",
    "名称変更": "renaming",
    "市制施行": "status",
    "町制施行": "status",
    "政令指定都市移行": "status",
    "境界変更": "boundary",
    "分割": "split",
    "establishmentOfNewMunicipalityByMerging": "merger",
    "absorption": "absorption",
    "changesOfNames": "renaming",
    "changesToCity": "status",
    "shiftToDesignatedCity": "status",
}


class MunicipalityChange(Fact):
    old_code = dy.String(
        primary_key=True, regex=r"^\d{6}$", metadata=label("前の団体コード", "Former municipality code")
    )
    new_code = dy.String(
        primary_key=True, regex=r"^\d{6}$", metadata=label("後の団体コード", "Later municipality code")
    )
    changed_on = dy.Date(primary_key=True, metadata=label("変更日", "Changed on"))
    kind = dy.String(
        nullable=False,
        regex="^(merger|absorption|renaming|status|boundary|split)$",
        metadata=label("種類", "Kind"),
    )
    old_name = dy.String(nullable=True, metadata=label("前の名称", "Former name"))
    old_kana = dy.String(nullable=True, metadata=label("前の名称のよみ", "Former name (kana)"))


Row = Mapping[str, Any]
_KEEPS_THE_OLD = ("boundary", "split", "renaming", "status")  # a name or rank may change, and no code


def municipality_change(raws: Raws, done: Done) -> pl.DataFrame:
    places: list[tuple[Raw, Row]] = []

    def one(raw: Raw) -> list[pl.Series]:
        made = [
            raw.code("old_code"),
            raw.code("new_code"),
            raw.date("changed_on", required=True),
            raw.choice("kind", KINDS),
            raw.text("old_name"),
            raw.text("old_kana"),
            *raw.place(),
        ]
        places.extend((raw, row) for row in pl.DataFrame([*made, raw.frame[ROW]]).iter_rows(named=True))
        return made

    frame = stack(raws.get("municipality_change", []), MunicipalityChange, one)
    _impossible(places)
    _other_names(places, raws.get("municipality", []))
    return frame


def _impossible(places: Sequence[tuple[Raw, Row]]) -> None:
    """Nobody merges with itself, or ends twice: a code that ended is no later one's old code again."""
    ended: dict[str, Row] = {}
    for raw, row in sorted(places, key=lambda place: str(place[1]["changed_on"])):
        old, new = row["old_code"], row["new_code"]
        if None in (old, new, row["changed_on"], row["kind"]) or row["kind"] in _KEEPS_THE_OLD:
            continue
        if old == new and row["kind"] == "merger":  # a new municipality may have the code of one of the old
            continue
        if old == new:
            raw.wrong(
                "into_itself",
                "new_code",
                row[ROW],
                new,
                "合併の前と後の団体コードが同じです。合併した先の団体コードを書きます",
                "a merger into the same code: write the code of the municipality that goes on",
            )
        elif (gone := ended.get(old) or ended.get(new)) and gone["changed_on"] < row["changed_on"]:
            code = gone["old_code"]
            raw.wrong(
                "ended_before",
                "old_code" if code == old else "new_code",
                row[ROW],
                code,
                f"この市区町村は {gone['changed_on']} になくなっています（{gone['source_row']}）",
                f"this municipality ended on {gone['changed_on']} ({gone['source_row']})",
            )
        else:
            ended.setdefault(old, row)  # of two on one day: it was parted between them


def _other_names(places: Sequence[tuple[Raw, Row]], lists: Sequence[Raw]) -> None:
    """The former name must be that of its code, where the code list still has it."""
    names: dict[str, str] = {}
    for listed in lists:
        cells = zip(listed.text("municipality_code"), listed.text("name"), strict=True)
        names |= {narrow(code): narrow(name) for code, name in cells if code and name}
    for raw, row in places:
        listed_name = names.get(row["old_code"] or "")
        told = narrow(row["old_name"] or "")
        goes = row["kind"] not in _KEEPS_THE_OLD and row["old_code"] != row["new_code"]
        if goes and told and listed_name and told != listed_name:
            raw.wrong(
                "name_of_code",
                "old_name",
                row[ROW],
                row["old_name"],
                f"団体コード {row['old_code']} は {listed_name} です。コードか名称のどちらかを直します",
                f"the code {row['old_code']} is that of {listed_name}: mend the code or the name",
            )


TABLES = [
    Table(
        "municipality_change",
        MunicipalityChange,
        municipality_change,
        "市区町村の変更",
        "Changes of municipalities",
        ("municipality_change",),
    ),
]
