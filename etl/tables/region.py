"""region, region_member: who cooperates with whom, since when."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.clean import values
from etl.clean.names import Municipalities
from etl.near import near
from etl.read.typed import ROW
from etl.tables.base import Done, Fact, Raws, Table, label, lit, stack
from etl.tables.basis import BASIS, WORDS
from etl.tables.columns import Raw
from etl.tables.correct import CORRECTED
from etl.tables.ending import ended
from etl.tables.scheme import names as scheme_names
from etl.tables.scheme import scheme_ids

# what a view asks first of a scheme: does it grant, is it a national one, or has the body no agreement
_FAMILY = {"prefectural": "grant", "own": "grant", "body": "council"}
_NATIONAL = ("core_city_area", "settlement_area")


class Region(Fact):
    region_id = dy.String(primary_key=True, regex=r"^[a-z][a-z0-9_]*$", metadata=label("地域ID", "Region ID"))
    name = dy.String(nullable=False, metadata=label("地域名", "Region"))
    name_en = dy.String(nullable=False, metadata=label("地域名（英語）", "Region (English)"))
    scheme = dy.String(
        nullable=False,
        regex="^(grant|core_city_area|settlement_area|national|council)$",
        metadata=label("制度", "Scheme"),
    )
    scheme_name = dy.String(nullable=False, metadata=label("制度の名称", "Name of the scheme in Japanese"))
    scheme_name_en = dy.String(nullable=True, metadata=label("制度の名称（英語）", "Name of the scheme"))
    scheme_id = dy.String(nullable=False, metadata=label("制度ID", "Scheme ID"))
    prefecture_code = dy.String(
        nullable=False, regex=r"^\d{2}$", metadata=label("都道府県コード", "Prefecture code")
    )
    lead = dy.String(nullable=True, metadata=label("事務局・中心市", "Secretariat or central city"))
    lead_role = dy.String(nullable=True, metadata=label("役割", "Role of the lead"))
    agreement_on = dy.Date(nullable=True, metadata=label("協定締結日", "Agreement signed on"))
    agreement_amended_on = dy.Date(nullable=True, metadata=label("協定変更日", "Agreement amended on"))
    vision_on = dy.Date(nullable=True, metadata=label("ビジョン策定日", "Vision adopted on"))
    vision_amended_on = dy.Date(nullable=True, metadata=label("ビジョン改定日", "Vision amended on"))
    valid_from = dy.Date(nullable=True, metadata=label("始まり", "Valid from"))
    valid_to = dy.Date(nullable=True, metadata=label("解散日", "Dissolved on"))
    published_population_2020 = dy.Int64(
        nullable=True, min=0, metadata=label("人口（資料）", "Population as published", "人")
    )
    published_area_km2 = dy.Float64(
        nullable=True, min=0, metadata=label("面積（資料）", "Area as published", "km²")
    )
    published_member_count = dy.Int64(
        nullable=True,
        min=1,
        metadata=label("構成市町村数（資料）", "Number of members as published", "市町村"),
    )
    background = dy.String(nullable=True, metadata=label("形成の経緯", "How it came about"))
    sort_order = dy.Int64(
        nullable=False, min=1, metadata=label("資料での並び順", "Order in the document", "番目")
    )


class RegionPrinted(Fact):
    """The cells of a region's row as the document prints them: a row holds many values."""

    region_id = dy.String(primary_key=True, metadata=label("地域ID", "Region ID"))
    column_name = dy.String(primary_key=True, metadata=label("列", "Column"))


class RegionMember(Fact):
    region_id = dy.String(nullable=False, metadata=label("地域ID", "Region ID"))
    municipality_code = dy.String(nullable=False, metadata=label("団体コード", "Municipality code"))
    joined_on = dy.Date(nullable=True, metadata=label("加入日", "Joined on"))
    joined_basis = dy.String(
        nullable=True, regex=BASIS, metadata=label("加入日の根拠", "Basis of the day of joining")
    )
    left_on = dy.Date(nullable=True, metadata=label("脱退日", "Left on"))


def _scheme(raw: Raw, schemes: pl.DataFrame) -> list[pl.Series]:
    """Family, name, English name and id. A name that no scheme has is the name of the one whose id the row
    gives."""
    own = scheme_ids(raw, schemes)
    given = raw.text("scheme").filter(own.is_not_null()).drop_nulls()
    by_name = {values.narrow(name): "" for name in given} | scheme_names(schemes)
    scheme_id = own.zip_with(own.is_not_null(), raw.choice("scheme", by_name))
    kinds = dict(schemes.select("scheme_id", "kind").iter_rows())
    english = dict(schemes.select("scheme_id", "name_en").iter_rows())
    family = [cell and _family(cell, kinds.get(cell)) for cell in scheme_id]
    name_en = raw.text("scheme_name_en")
    usual = pl.Series("scheme_name_en", [english.get(cell) for cell in scheme_id], dtype=pl.String)
    return [
        pl.Series("scheme", family, dtype=pl.String),
        pl.Series("scheme_name", [values.narrow(cell or "") for cell in raw.text("scheme")], dtype=pl.String),
        name_en.zip_with(name_en.is_not_null(), usual),
        scheme_id.alias("scheme_id"),
    ]


def _family(scheme_id: str, kind: str | None) -> str:
    if kind == "national":
        return scheme_id if scheme_id in _NATIONAL else "national"
    return _FAMILY.get(kind or "", "grant")


def region(raws: Raws, done: Done) -> pl.DataFrame:
    """Regions under an agreement and, with scheme `council`, bodies without one."""
    prefectures = Municipalities.of(done["municipality"]).prefectures

    def one(raw: Raw) -> list[pl.Series]:
        agreed, begun = raw.date("agreement_on"), raw.date("valid_from")
        return [
            *[raw.text(c, required=True) for c in ("region_id", "name", "name_en")],
            *_scheme(raw, done["scheme"]),
            raw.choice("prefecture", prefectures).alias("prefecture_code"),
            raw.text("lead"),
            raw.text("lead_role"),
            agreed,
            *[raw.date(c) for c in ("agreement_amended_on", "vision_on", "vision_amended_on")],
            begun.zip_with(
                begun.is_not_null(), agreed
            ),  # what is not told otherwise begins with its agreement
            raw.date("valid_to"),
            raw.integer("published_population_2020", required=False),
            raw.decimal("published_area_km2", required=False),
            raw.integer("published_member_count", required=False),
            raw.text("background"),
            pl.Series("sort_order", range(1, len(raw) + 1), dtype=pl.Int64),
            *raw.place(),
        ]

    return ended(
        stack(raws.get("region", []), Region, one),
        raws.get("region_end", []),
        ("region_id",),
        "valid_from",
        "valid_to",
        lambda raw: [raw.text("region_id", required=True), raw.date("valid_to", required=True)],
    )


_VALUES = (
    *("lead", "agreement_on", "agreement_amended_on", "vision_on", "vision_amended_on"),
    *("published_population_2020", "published_area_km2", "published_member_count"),
)


def region_printed(raws: Raws, done: Done) -> pl.DataFrame:
    """One row for each value of a region that its document prints."""

    def cells_of(raw: Raw, column: str) -> pl.DataFrame:
        named = pl.Series("column_name", [column] * len(raw), dtype=pl.String)
        # what the row says of other values does not stand beside this one
        note = raw.frame[CORRECTED].alias("note")
        return pl.DataFrame([raw.text("region_id", required=True), named, *raw.place(column)[:-1], note])

    frames = [cells_of(raw, column) for raw in raws.get("region", []) for column in _VALUES]
    if not frames:
        return RegionPrinted.create_empty()
    cells = pl.concat(frames, how="diagonal_relaxed")
    known = set(done["region"]["region_id"])
    return cells.filter(pl.col("as_printed").is_not_null(), pl.col("region_id").is_in(known))


def region_member(raws: Raws, done: Done) -> pl.DataFrame:
    """Members with the day they joined: the agreement's day where no other is printed."""
    towns = Municipalities.of(done["municipality"])
    start = {
        row["region_id"]: (row["agreement_on"], row["prefecture_code"])
        for row in done["region"].iter_rows(named=True)
    }

    def place_of(region_id: pl.Series) -> str:
        """One file transcribes one document of one prefecture."""
        home = {start[r][1] for r in region_id.drop_nulls().unique() if r in start}
        return home.pop() if len(home) == 1 else ""

    def town(raw: Raw, prefecture: str, required: bool = True) -> pl.Series:
        return raw.convert(
            "municipality",
            lambda cell: towns.code(cell, prefecture),
            pl.String,
            "この名前の市区町村は全国地方公共団体コードにありません",
            "no municipality of this name is in the national code list",
            required,
            rule="unknown_municipality",
            guess=lambda cell: towns.guess(cell, prefecture),
        ).alias("municipality_code")

    def left(raw: Raw) -> list[pl.Series]:
        region_id = raw.text("region_id", required=True)
        for row, cell in zip(raw.frame[ROW], region_id, strict=True):
            if cell is not None and cell not in start:
                raw.wrong(
                    "unknown_row",
                    "region_id",
                    row,
                    cell,
                    "この地域は登録されていません",
                    "no region of this ID is registered",
                    near(cell, list(start)),
                )
        # of a region that is none nobody knows the prefecture: its towns are not judged
        rows = raw.only("municipality", region_id.is_in(list(start)))
        whole = bool(region_id.is_in(list(start)).all())
        return [region_id, town(rows, place_of(region_id), whole), raw.date("left_on", required=True)]

    def one(raw: Raw) -> list[pl.Series]:
        region_id = raw.text("region_id", required=True)
        prefecture = place_of(region_id)
        code = town(raw, prefecture)
        first = pl.Series(
            "first", [start.get(r, (None,))[0] if r else None for r in region_id], dtype=pl.Date
        )
        joined = raw.date("joined_on")
        place = raw.place("municipality")
        note = place[-1].zip_with(
            place[-1].is_not_null() | joined.is_not_null() | first.is_null(),
            lit(raw, "note", "加入日は協定締結日とする（個別の加入日は資料にない）", pl.String),
        )
        return [
            region_id,
            code,
            joined.zip_with(joined.is_not_null(), first),
            _joined_basis(joined, first),
            raw.date("left_on"),
            *place[:-1],
            note.alias("note"),
        ]

    members = stack(raws.get("region_member", []), RegionMember, one)
    keys = ("region_id", "municipality_code")
    return ended(members, raws.get("region_member_end", []), keys, "joined_on", "left_on", left)


def _joined_basis(joined: pl.Series, first: pl.Series) -> pl.Series:
    """The document prints the day, or that of the agreement is taken."""
    printed, inferred = (pl.lit(WORDS[word]) for word in ("印字", "推定"))
    told = pl.when(joined.is_not_null()).then(printed).when(first.is_not_null()).then(inferred)
    return pl.select(told.alias("joined_basis")).to_series()


TABLES = [
    Table(
        "region",
        Region,
        region,
        "連携地域・団体",
        "Regions and bodies",
        ("region", "region_end"),
        {"scheme_id": ("scheme", "scheme_id")},
    ),
    Table(
        "region_printed",
        RegionPrinted,
        region_printed,
        "連携地域の値の原文",
        "Values of regions as printed",
        ("region",),
        {"region_id": ("region", "region_id")},
    ),
    Table(
        "region_member",
        RegionMember,
        region_member,
        "構成市町村",
        "Members",
        ("region_member", "region_member_end"),
        {"region_id": ("region", "region_id"), "municipality_code": ("municipality", "municipality_code")},
        own_keys=("region_id", "municipality_code", "joined_on"),
    ),
]
