"""What a row of an official table is about: told from its code, the code list, and its name.

A national table mixes the nation, prefectures, counties, cities, wards and municipalities of the past
in one column; whoever adds it up counts people twice. Only rows of kind `municipality` become figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

import polars as pl

from etl.clean import values
from etl.clean.codes import NORTHERN
from etl.official.grid import plain
from etl.tables.columns import Raw

Kind = Literal[
    "municipality",  # in the code list of today
    "nation",
    "prefecture",
    "section",  # 市部, 町村部, 特別区部, 振興局, 郡: sums over municipalities
    "ward",  # 行政区 of a designated city
    "former",  # 旧市町村
    "northern",  # the six villages of 北方領土, which the code list's statistics leave out
    "block",  # several municipalities in one row, without figures of their own
    "uncoded",  # lakes, islands and land no municipality owns
    "unknown",  # a code that the list does not have
    "note",  # footnotes
]
WORDS: dict[str, tuple[str, str]] = {
    "municipality": ("市区町村", "municipalities"),
    "nation": ("全国", "nation"),
    "prefecture": ("都道府県", "prefectures"),
    "section": ("郡・部・振興局など", "counties and sections"),
    "ward": ("行政区", "wards"),
    "former": ("旧市町村", "former municipalities"),
    "northern": ("北方領土の村", "villages of the Northern Territories"),
    "block": ("一括推計の地域", "areas of several municipalities"),
    "uncoded": ("コードのない地域", "areas without code"),
    "unknown": ("コード表にない団体", "not in the code list"),
    "note": ("注記の行", "footnotes"),
}
_NATION = {"全国", "合計", "総数", "全国計", "全国面積", "計", "総計"}
_SECTION = re.compile(r"(島しょ|島嶼|郡|支庁|振興局|市部|町村部|郡部|特別区部)\)?$")
# the same character in another shape: names are compared in these, never stored
_GLYPHS = str.maketrans(
    "檜竈﨑曾龍ヶ瀧籠澤濱邊邉嶋冨讚彌廣國檮惠", "桧竃崎曽竜ケ滝篭沢浜辺辺島富讃弥広国梼恵"
)
_COUNTY = re.compile(r"^.+?郡(?=.+[町村]$)")


@dataclass(frozen=True)
class Registry:
    """The code list: five digits → prefecture and name."""

    names: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, raws: Iterable[Raw]) -> Registry:
        """`raws` are the files of table `municipality`; codes that cannot be read are left to it."""
        names: dict[str, tuple[str, str]] = {}
        for raw in raws:
            wanted = ("municipality_code", "prefecture", "name")
            if not set(wanted) <= set(raw.frame.columns):
                continue
            for code, prefecture, name in raw.frame.select(wanted).iter_rows():
                if code and prefecture and name and re.fullmatch(r"\d{6}", code):
                    names[code[:5]] = (prefecture, name)
        return cls(names)

    @classmethod
    def of_table(cls, municipality: pl.DataFrame) -> Registry:
        """Of the table `municipality`."""
        rows = municipality.select("municipality_code", "prefecture", "name").drop_nulls()
        return cls({code[:5]: (prefecture, name) for code, prefecture, name in rows.iter_rows()})

    @cached_property
    def prefectures(self) -> dict[str, str]:
        """北海道 → 01."""
        return {prefecture: code[:2] for code, (prefecture, _) in self.names.items()}

    def named(self, name: str, prefecture_code: str | None = None) -> str | None:
        """The five digits of the one municipality called so (in this prefecture), else None."""
        found = [c for c in self._called.get(bare(name), ()) if prefecture_code in (None, c[:2])]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        called: dict[str, list[str]] = {}
        for code, (prefecture, municipality) in self.names.items():
            called.setdefault(bare(municipality), []).append(code)
            called.setdefault(bare(prefecture + municipality), []).append(code)
        return called

    def is_name(self, text: str) -> bool:
        """Whether a municipality is called so, with or without its prefecture."""
        return bare(text) in self._called

    def agrees(self, code: str, name: str) -> bool:
        """Whether a municipality of this code is called so, with or without prefecture and county."""
        return bare(name).endswith(bare(self.names[code][1]))

    def differs(self, code: str, name: str, other: str | None) -> tuple[bool, str, str, str | None]:
        """Of a name that does not agree: whether it is wrong, or one of its time; what is said in Japanese
        and English; and which municipality may be meant. `other` is the one that is called so, if any."""
        wrong = other not in (None, code) or not bare(name).endswith(("市", "町", "村", "区"))
        place = f"{self.names[code][0]}{self.shown(code)}"
        return (
            wrong,
            f"コード表では {place}です" + ("" if wrong else "。コードに従います"),
            f"the code list has {place} for this code" + ("" if wrong else "; the code is followed"),
            self.shown(other) if wrong and other else None,
        )

    def shown(self, code: str) -> str:
        """岩見沢市（012106）."""
        return f"{self.names[code][1]}（{six(code)}）"


def six(code: str) -> str:
    """Five digits with their check digit."""
    return code + values.check_digit(code)


@cache
def bare(name: str) -> str:
    """A name for comparison: no county, no footnote mark, one shape for each character."""
    text = re.sub(r"[*※]+\d*$|\(注?\d+\)$", "", plain(name))
    return _COUNTY.sub("", text.translate(_GLYPHS).replace("ケ", "が").replace("ヵ", "が"))


def kind_of(code: str | None, printed: str | None, name: str | None, registry: Registry) -> Kind:
    """`code` has five digits, or is None where `printed`, the cell itself, is no number."""
    label = plain(name or "")
    if "旧:" in label or label.startswith("(旧"):
        return "former"
    if code is None:
        text = plain(printed or "")
        if text in _NATION or label in _NATION:
            return "nation"
        return "former" if re.fullmatch(r"\d+[A-Z]\d*", text) else "uncoded"
    if code == "00000":
        return "nation"
    if code.endswith("000"):
        return "prefecture"
    if code in registry.names:
        return "municipality"
    if six(code) in NORTHERN:
        return "northern"
    if code == "13100" or code[2:] in ("001", "002") or _SECTION.search(label):
        return "section"
    if code[2] == "1" and code[3:] != "00":
        return "ward"
    return "unknown"


@dataclass(frozen=True)
class Codes:
    """A code column: 5 or 6 digits, each readable cell's five digits, cells whose check digit is wrong."""

    length: int
    five: Mapping[str, str]
    wrong: frozenset[str]


def codes_of(cells: Iterable[str], registry: Registry) -> Codes:
    """Leading zeros come back: what tells 12106 = 012106 from 12106 = 121061 is the whole column.

    With check digits all right, it has them; by chance that happens to one code in eleven. Raises
    ValueError where so few codes stand that both readings name municipalities.
    """
    digits = {
        c: plain(c).removesuffix(".0")
        for c in cells
        if re.fullmatch(r"\d{4,6}(\.0)?", plain(c)) and not re.search(r"\d\s+\d", c)
    }
    lengths = {len(d) for d in digits.values()}
    right = [d for d in digits.values() if values.check_digit(d.zfill(6)[:5]) == d[-1]]
    if 6 in lengths:
        length = 6
    elif 4 in lengths or len(right) < len(digits):
        length = 5
    else:
        as_six = any(d.zfill(6)[:5] in registry.names for d in digits.values())
        as_five = any(d in registry.names for d in digits.values())
        if as_six and as_five and len(digits) < 5:
            raise ValueError(", ".join(sorted(digits)))
        length = 5 if as_five and not as_six else 6
    if length == 5:
        return Codes(5, {c: d.zfill(5) for c, d in digits.items()}, frozenset())
    wrong = frozenset(c for c, d in digits.items() if values.check_digit(d.zfill(6)[:5]) != d[-1])
    return Codes(6, {c: d.zfill(6)[:5] for c, d in digits.items()}, wrong)
