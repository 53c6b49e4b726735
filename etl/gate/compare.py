"""What the gate holds of the differences between two builds (found by renkei.compare).

New figures publish by themselves. A figure that was already published as settled (an actual grant, a
census count, staff, …) and is now revised or gone waits until a person accepts the difference by name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from etl.build import fingerprint
from etl.longtables.parquetfile import long_tables
from etl.tables import GONE, PROVENANCE, TABLES
from renkei import compare as comparator
from renkei import tablenames
from renkei.change import Change

# Which published rows may not change in silence. Planned and preliminary figures, projections and
# texts change by their nature; a table that is not named here is compared, but never held.
_SETTLED: dict[str, pl.Expr] = {
    "disbursement": pl.col("status") == "actual",
    "population": pl.col("series").is_in(["census", "register"]),
    "population_age": pl.col("series").is_in(["census", "register"]),
    "indicator_value": ~pl.col("indicator_id").str.starts_with("projection"),
    "area": pl.lit(True),
    "staff": pl.lit(True),
    "recruitment": pl.col("measure") == "hired",
    "region_member": pl.lit(True),
    "case_measure": pl.lit(True),
    "scheme_rule": pl.lit(True),
    "quoted_rate": pl.lit(True),
    "survey_answer": pl.col("missing_reason").is_null(),
}

Keys = Mapping[str, Sequence[str]]
NO_KEYS: Keys = {}


def compare(
    frames: Mapping[str, pl.DataFrame], live: Path | None, new: Path | None = None, own: Keys = NO_KEYS
) -> list[Change]:
    """All differences between the new tables and the Parquet files of the live build.

    Not where a row comes from. Without a live build there is nothing to compare; what a table it does
    not have holds is new. A table that the build in `new` has from the live one is the same. `own`: keys of
    the office's own tables, which are read from `new` where it is given; whatever of one was published is
    settled.
    """
    if live is None:
        return []
    # the long ones: etl.longtables.comparison
    long = long_tables(live, *([new] if new else []))
    # a build that is kept may have been made before a column was there
    mine = {
        table.name: frames[table.name].select(c for c in table.columns if c in frames[table.name].columns)
        for table in TABLES
    }
    if new is None:
        mine |= {name: frames[name] for name in own if name in frames}
    names = {*(table.name for table in TABLES), *PROVENANCE, *own}
    old, fresh = comparator.Side(live), comparator.Side(new, mine, names)
    keys = {table.name: table.keys for table in TABLES}
    keys |= {name: list(names) for name, names in own.items() if name not in long}
    settled = _SETTLED | dict.fromkeys((*own, *own_keys(live), *_filled(live)), pl.lit(True))
    return comparator.compare(old, fresh, keys, settled).changes + _emptied(frames, live)


def _filled(live: Path) -> list[str]:
    """Tables that the product has no more, and that held rows of this office."""
    files = {name: live / "parquet" / f"{name}.parquet" for name in GONE}
    return [
        name
        for name, file in files.items()
        if file.exists() and pl.scan_parquet(file).select(pl.len()).collect().item()
    ]


def _emptied(frames: Mapping[str, pl.DataFrame], live: Path) -> list[Change]:
    """Files that had rows and have a heading alone now, held whatever they hold. A form that nobody has
    filled in looks the same, but that it never had any."""
    file = live / "parquet" / "source_file.parquet"
    now = frames.get("source_file")
    if now is None or not file.exists():
        return []
    # a workbook has a row for each of its sheets: those of one table count together
    keys = ["source_id", "path", "table_name"]
    had = pl.read_parquet(file).group_by(keys).agg(had=pl.col("row_count").sum()).filter(pl.col("had") > 0)
    has = now.group_by(keys).agg(has=pl.col("row_count").sum()).filter(pl.col("has") == 0)
    return [
        Change(
            *("source_file", "revised", f"source_id={source} path={path} table_name={table}", "row_count"),
            *(str(count), "0", f"{source}/{path}", True),
        )
        for source, path, table, count in has.join(had, on=keys).select(*keys, "had").sort(keys).iter_rows()
    ]


def own_keys(build: Path) -> Keys:
    """The keys of the office's own tables in a build that is kept."""
    keys = (fingerprint.whole(build) or {}).get("keys", {})
    return {name: names for name, names in keys.items() if tablenames.is_own(name)}


def tables_of(build: Path) -> dict[str, pl.DataFrame]:
    """The tables of a build and the office's own that are not long; one that it does not have is empty."""
    short = own_keys(build).keys() - long_tables(build)
    own = {name: pl.read_parquet(build / "parquet" / f"{name}.parquet") for name in short}
    files = {table.name: build / "parquet" / f"{table.name}.parquet" for table in TABLES}
    empty = {table.name: table.schema.create_empty() for table in TABLES}
    return own | {
        name: pl.read_parquet(file) if file.exists() else empty[name] for name, file in files.items()
    }


def held(changes: list[Change]) -> list[Change]:
    """What a person must accept."""
    return [change for change in changes if change.held]


def diff_id(changes: list[Change]) -> str:
    """The name of a difference: the same held changes have the same name, any other another."""
    told = sorted(
        json.dumps([c.table, c.kind, c.key, c.column, c.old, c.new], ensure_ascii=False)
        for c in held(changes)
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:10]
