"""What an office is of: a prefecture, a bureau's area or a list of municipalities → the municipalities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from etl.clean.names import Municipalities
from etl.clean.values import Unread, narrow
from etl.near import near

_AREA = "管内"


class UnknownPlace(ValueError):
    """A name that is none of a prefecture, a bureau or a municipality; says so in both languages."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(ja)
        self.ja, self.en = ja, en


@dataclass(frozen=True)
class Place:
    """`municipalities`: rows of the table municipality, in the order in which they were named."""

    name: str
    name_en: str
    municipalities: pl.DataFrame

    @property
    def prefectures(self) -> list[str]:
        return self.municipalities["prefecture"].unique(maintain_order=True).to_list()


TABLES = ("municipality_change", "municipality", "bureau_member")
"""What `listed` stands on, in the order in which it is made."""


def listed(tables: Mapping[str, pl.DataFrame], on: dt.date) -> pl.DataFrame:
    """The municipalities, each with the bureau in whose district it is on that day."""
    present = tables["bureau_member"].filter(
        pl.col("valid_from").is_null() | (pl.col("valid_from") <= on),
        pl.col("valid_to").is_null() | (pl.col("valid_to") > on),
    )
    bureaus = present.select("municipality_code", "subprefecture", "subprefecture_en")
    return tables["municipality"].join(bureaus, on="municipality_code", how="left", maintain_order="left")


def find(names: Sequence[str], listed: pl.DataFrame) -> Place:
    """The place that `names` name; `listed` is that of the day.

    One name may be a prefecture (長野県, Nagano) or a bureau (上川総合振興局, 上川管内). Several, or one that
    is neither, are municipalities: by name, with their prefecture before it where two have it, or by
    code. Raises UnknownPlace.
    """
    if not names:
        raise UnknownPlace(
            "都道府県、振興局の管内、または市町村を書きます", "name a prefecture, a bureau or municipalities"
        )
    if len(names) == 1:
        found = _prefecture(names[0], listed) or _bureau(names[0], listed)
        if found is not None:
            return found
    return _list(names, listed)


def _prefecture(name: str, listed: pl.DataFrame) -> Place | None:
    wanted = narrow(name)
    pairs = listed.select("prefecture", "prefecture_en").unique(maintain_order=True).iter_rows()
    for ja, en in pairs:
        if wanted.casefold() in (ja.casefold(), en.casefold(), _short(ja)):
            return Place(ja, en, listed.filter(pl.col("prefecture") == ja))
    return None


def _short(prefecture: str) -> str:
    """長野県 → 長野; 北海道 stays."""
    return prefecture if prefecture == "北海道" else prefecture[:-1]


def _bureau(name: str, listed: pl.DataFrame) -> Place | None:
    wanted = narrow(name).removesuffix(_AREA)
    for ja, en in listed.select("subprefecture", "subprefecture_en").drop_nulls().unique().iter_rows():
        if wanted in (ja, ja.removesuffix("振興局").removesuffix("総合")):
            area = ja.removesuffix("振興局").removesuffix("総合") + _AREA
            return Place(area, en, listed.filter(pl.col("subprefecture") == ja))
    return None


def _list(names: Sequence[str], listed: pl.DataFrame) -> Place:
    towns = Municipalities.of(listed)
    codes: list[str] = []
    prefecture = ""
    for name in names:
        code = _town(name, prefecture, towns, listed)
        prefecture = prefecture or code[:2]
        if code not in codes:
            codes.append(code)
    order = pl.DataFrame({"municipality_code": codes})
    rows = order.join(listed, on="municipality_code", how="left", maintain_order="left").select(
        listed.columns
    )
    first, others = rows.row(0, named=True), rows.height - 1
    if not others:
        return Place(first["name"], first["name_en"], rows)
    return Place(f"{first['name']}ほか{others}市町村", f"{first['name_en']} and {others} others", rows)


def _town(name: str, prefecture: str, towns: Municipalities, listed: pl.DataFrame) -> str:
    """A code. Without a prefecture before it a name must be of one municipality in all Japan."""
    wanted = narrow(name)
    try:
        return towns.code(wanted, prefecture)
    except Unread as error:
        raise UnknownPlace(f"{name}: {error.ja}", f"{name}: {error.en}") from None
    except KeyError:
        called = listed.filter(pl.col("name") == wanted)
    if called.height == 1:
        return str(called["municipality_code"][0])
    if called.height:
        where = "、".join(called["prefecture"].to_list())
        raise UnknownPlace(
            f"{name} は複数あります（{where}）。{called['prefecture'][0]}{wanted} のように書きます",
            f"several municipalities are called {name} ({where}); write {called['prefecture'][0]}{wanted}",
        )
    known = [
        *listed["prefecture"].unique(),
        *listed["subprefecture"].drop_nulls().unique(),
        *listed["name"].unique(),
    ]
    guess = near(wanted, [str(item) for item in known])
    ja, en = (f"。候補: {guess}", f" - did you mean {guess}?") if guess else ("", "")
    raise UnknownPlace(
        f"この名前の都道府県、振興局、市町村はありません: {name}{ja}",
        f"no prefecture, bureau or municipality is called {name}{en}",
    )
