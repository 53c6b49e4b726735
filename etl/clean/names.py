"""Municipality names and codes: what the code list knows, and the nearest guess for the rest."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polars as pl

from etl.clean.codes import NORTHERN
from etl.clean.glyphs import same_letters
from etl.clean.values import Unread, narrow


@cache
def counties() -> dict[str, str]:
    """Code of a town or village → its county (国土地理院 平成27年全国都道府県市区町村別面積調).

    Villages of Tokyo's islands are in none.
    """
    with Path(__file__).with_name("counties.csv").open(encoding="utf-8", newline="") as file:
        return {row["municipality_code"]: row["county"] for row in csv.DictReader(file)}


@dataclass(frozen=True)
class Municipalities:
    """The code list, for looking up names within a prefecture."""

    codes: dict[tuple[str, str], str]
    prefectures: dict[str, str]
    letters: dict[tuple[str, str], str] = field(default_factory=dict)
    several: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Municipalities:
        """`frame` is the table `municipality`."""
        called: dict[tuple[str, str], list[str]] = {}
        rows = frame.select("municipality_code", "name", "prefecture_code").drop_nulls()
        for code, name, prefecture in rows.iter_rows():
            if code not in NORTHERN:  # meant by nobody who writes 泊村
                called.setdefault((prefecture, name), []).append(code)
        codes = {key: found[0] for key, found in called.items() if len(set(found)) == 1}
        several = {key: tuple(sorted(set(found))) for key, found in called.items() if len(set(found)) > 1}
        prefectures = dict(frame.select("prefecture", "prefecture_code").unique().iter_rows())
        letters: dict[tuple[str, str], str] = {}
        twice: set[tuple[str, str]] = set()
        for (prefecture, name), code in codes.items():
            key = (prefecture, same_letters(name))
            twice.update({key} & letters.keys())
            letters[key] = code
        one = {k: v for k, v in letters.items() if k not in twice}
        return cls(codes, prefectures, one, several, frozenset(rows["municipality_code"]))

    def code(self, name: str, prefecture_code: str) -> str:
        """The 6-digit code of a name, with or without its county, or of a code that is listed.

        Raises KeyError, and Unread where several are called so and no county tells which.
        福島県いわき市 names a municipality of any prefecture: a coalition may cross the border.
        雨竜郡沼田町 is 沼田町 when that town lies in that county; 桧山郡上ノ国町 is in 檜山郡.
        """
        if narrow(name) in self.listed:
            return narrow(name)
        for where, plain in self._readings(name, prefecture_code):
            of_name = self.several.get((where, plain.rpartition("郡")[2]), ())
            if of_name:
                return self._one_of(of_name, plain)
            code = self._listed(plain, where)
            if code is not None:
                return code
            county, _, town = plain.partition("郡")
            code = self._listed(town, where) if town else None
            if code is not None and same_letters(counties().get(code, "")) == same_letters(f"{county}郡"):
                return code
        raise KeyError(name)

    def _one_of(self, codes: tuple[str, ...], plain: str) -> str:
        """The one of several of a name that lies in the county written before it. Raises Unread."""
        county = plain.rpartition("郡")[0]
        within = [
            c for c in codes if county and same_letters(counties().get(c, "")) == same_letters(f"{county}郡")
        ]
        if len(within) == 1:
            return within[0]
        listed = "、".join(f"{counties().get(c, '')}{c}" for c in codes)
        raise Unread(
            f"この名前の市区町村が{len(codes)}つあります（{listed}）。郡の名を付けるか、団体コードで書きます",
            f"{len(codes)} municipalities have this name ({listed}): write its county or its code",
        )

    def _readings(self, name: str, prefecture_code: str) -> Iterator[tuple[str, str]]:
        plain = narrow(name)
        for prefecture, other in self.prefectures.items():
            if plain.startswith(prefecture):
                yield other, plain.removeprefix(prefecture)
        yield prefecture_code, plain

    def _listed(self, plain: str, prefecture_code: str) -> str | None:
        found = self.codes.get((prefecture_code, plain))
        return found or self.letters.get((prefecture_code, same_letters(plain)))

    def guess(self, name: str, prefecture_code: str) -> str | None:
        """新冠村 → 新冠町（016047）: the nearest name of the same prefecture, for a message only."""
        where, wanted = next(self._readings(name, prefecture_code))
        known = {n: c for (p, n), c in self.codes.items() if p == where}
        for part in (wanted, wanted.rpartition("郡")[2], re.sub("市.+区$", "市", wanted)):
            if not part:
                continue
            alike = [n for n in known if same_letters(n) == same_letters(part)]
            alike = alike or [n for n in known if same_letters(n[:-1]) in (same_letters(part[:-1]), part)]
            nearest = alike or difflib.get_close_matches(part, known, n=1, cutoff=0.5)
            if nearest:
                code = known[nearest[0]]
                county = counties().get(code, "") if "郡" in wanted else ""
                return f"{county}{nearest[0]}（{code}）"
        return None
