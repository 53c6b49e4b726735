"""municipality_change: which code became which, on what day (市町村の廃置分合・名称変更の一覧)."""

from __future__ import annotations

import dataframely as dy
import polars as pl

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


def municipality_change(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.code("old_code"),
            raw.code("new_code"),
            raw.date("changed_on", required=True),
            raw.choice("kind", KINDS),
            raw.text("old_name"),
            raw.text("old_kana"),
            *raw.place(),
        ]

    return stack(raws.get("municipality_change", []), MunicipalityChange, one)


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
