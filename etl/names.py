"""Municipality names and codes: what the code list knows, and the nearest guess for the rest."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import polars as pl

from etl.clean import narrow


@dataclass(frozen=True)
class Municipalities:
    """The code list, for looking up names within a prefecture."""

    codes: dict[tuple[str, str], str]
    prefectures: dict[str, str]

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Municipalities:
        """`frame` is the table `municipality`."""
        codes = {
            (prefecture, name): code
            for code, name, prefecture in frame.select(
                "municipality_code", "name", "prefecture_code"
            ).iter_rows()
        }
        prefectures = dict(frame.select("prefecture", "prefecture_code").unique().iter_rows())
        return cls(codes, prefectures)

    def code(self, name: str, prefecture_code: str) -> str:
        """The 6-digit code of a name printed without its county. Raises KeyError.

        福島県いわき市 names a municipality of any prefecture: a coalition may cross the border.
        """
        plain = narrow(name)
        for prefecture, other in self.prefectures.items():
            if plain.startswith(prefecture) and (other, plain.removeprefix(prefecture)) in self.codes:
                return self.codes[(other, plain.removeprefix(prefecture))]
        return self.codes[(prefecture_code, plain)]

    def guess(self, name: str, prefecture_code: str) -> str | None:
        """新冠村 → 新冠町（016047）: the nearest name of the same prefecture, for a message only."""
        wanted = narrow(name)
        known = {n: c for (p, n), c in self.codes.items() if p == prefecture_code}
        same_stem = [n for n in known if n[:-1] == wanted[:-1]]
        nearest = same_stem or difflib.get_close_matches(wanted, known, n=1, cutoff=0.5)
        return f"{nearest[0]}（{known[nearest[0]]}）" if nearest else None
