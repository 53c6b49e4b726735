"""disbursement: what was paid under a scheme, and the rules that held for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import dataframely as dy
import polars as pl

from etl.clean import values
from etl.clean.guess import digit_guess
from etl.clean.names import Municipalities
from etl.read.typed import ROW
from etl.tables import days
from etl.tables.base import Done, Fact, Raws, Table, label, lit, stack
from etl.tables.basis import BASIS, basis
from etl.tables.columns import Raw
from etl.tables.grantrule import grant_scheme, schemes_of
from etl.tables.scheme import scheme_ids
from etl.tables.schemerule import Row

STATUS_WORDS = {"交付額": "actual", "交付金活用見込額": "planned"}


class Disbursement(Fact):
    region_id = dy.String(nullable=False, metadata=label("地域ID", "Region ID"))
    fiscal_year = dy.Int64(nullable=False, min=1989, max=2100, metadata=label("年度", "Fiscal year", "年度"))
    scheme_id = dy.String(nullable=True, metadata=label("制度ID", "Scheme ID"))
    line = dy.String(nullable=True, metadata=label("お金の名（空欄は制度の交付）", "Line (empty: the grant)"))
    recipient_code = dy.String(
        nullable=True, metadata=label("受け手の団体コード", "Code of the member that receives it")
    )
    status = dy.String(nullable=False, regex="^(actual|planned|undecided)$", metadata=label("区分", "Status"))
    status_basis = dy.String(nullable=True, regex=BASIS, metadata=label("区分の根拠", "Basis of the status"))
    amount_yen = dy.Int64(nullable=True, min=0, metadata=label("交付額", "Grant", "円"))
    cost_yen = dy.Int64(nullable=True, min=0, metadata=label("対象経費", "Eligible costs", "円"))

    @dy.rule()
    def amount_missing_only_when_undecided(cls) -> pl.Expr:
        return pl.col("amount_yen").is_null() == (pl.col("status") == "undecided")


def disbursement(raws: Raws, done: Done) -> pl.DataFrame:
    """Amounts in yen. 未定 has no amount and status `undecided`; 0 is an amount."""
    files = raws.get("disbursement", [])
    # first: an amount is judged even where what the row hangs on could not be read
    amounts = {
        id(raw): (_yen(raw, "amount", undecided=True), _yen(raw, "cost", undecided=False)) for raw in files
    }
    under = schemes_of(done["region_scheme"], done["scheme"])
    towns = Municipalities.of(done["municipality"])
    homes = dict(done["region"].select("region_id", "prefecture_code").iter_rows())
    own = dict(done["region"].select("region_id", "source_row").iter_rows())

    def one(raw: Raw) -> list[pl.Series]:
        printed = raw.choice("status", STATUS_WORDS)
        open_ = raw.text("amount").map_elements(
            lambda cell: values.narrow(cell) == "未定", return_dtype=pl.Boolean
        )
        status = pl.select(
            pl.when(open_).then(pl.lit("undecided")).otherwise(printed).alias("status")
        ).to_series()
        region_id, year = raw.text("region_id", required=True), raw.fiscal_year("fiscal_year")
        return [
            region_id,
            year,
            _scheme(raw, region_id, year, under, scheme_ids(raw, done["scheme"]), own),
            raw.text("line"),
            _recipient(raw, region_id, homes, towns),
            status,
            basis(raw, "status_basis"),
            amounts[id(raw)][0].alias("amount_yen"),
            amounts[id(raw)][1].alias("cost_yen"),
            *raw.place("amount"),
        ]

    return stack(files, Disbursement, one)


def _yen(raw: Raw, column: str, undecided: bool) -> pl.Series:
    if not raw.has(column):
        return lit(raw, column, None, pl.Int64)
    unit = values.caption_unit(raw.units.get(column, raw.header(column)))
    per_unit = raw.unit_scale(column, "円")

    def yen(cell: str) -> int | None:
        read = values.number(cell)
        if read.mark == "undecided" and undecided:
            return None
        if read.value is None or read.value < 0:
            raise ValueError(cell)
        whole = round(read.value * per_unit, 3)  # 4.1 百万円 is 4,100,000 円, not 4,099,999.9999999995
        if whole % 1:
            raise ValueError(cell)
        return int(whole)

    return raw.convert(
        column,
        yen,
        pl.Int64,
        "金額（0以上の数）または「未定」で書きます" if undecided else "金額（0以上の数）で書きます",
        "must be an amount (0 or more) or 未定" if undecided else "must be an amount (0 or more)",
        required=undecided,
        rule="amount",
        guess=lambda cell: digit_guess(cell, unit),
    )


def _scheme(
    raw: Raw,
    region_id: pl.Series,
    year: pl.Series,
    under: Mapping[str, list[Row]],
    given: pl.Series,
    own_rows: Mapping[str, str],
) -> pl.Series:
    """As the row says, else the scheme that the region was under in that fiscal year."""
    found: list[str | None] = []
    unclear = set[str]()
    for row, region, at, own in zip(raw.frame[ROW], region_id, year, given, strict=True):
        scheme = own
        if own is None and at is not None and region in under:
            scheme = grant_scheme(under[region], at)
            later = _taken(raw, under[region], scheme, at, own_rows.get(region))
            if later is not None and later not in unclear:
                unclear.add(later)  # one cause, one message
                raw.wrong(
                    "which_scheme",
                    "scheme_id",
                    row,
                    f"{region} {at}",
                    *_unclear(later),
                )
            if scheme is None:
                raw.wrong(
                    "no_scheme",
                    "scheme_id",
                    row,
                    f"{region} {at}",
                    "この年度に、この地域はどの制度にも入っていません（表 region_scheme）。"
                    "制度IDを書くか、期間を直します",
                    "the region is under no scheme in that fiscal year (table region_scheme): write the "
                    "scheme, or mend the terms",
                )
        found.append(scheme)
    return pl.Series("scheme_id", found, dtype=pl.String)


def _unclear(later: str) -> tuple[str, str]:
    return (
        f"後の資料（{later}）の制度がこの年度にかかりますが、それまでの制度が終わったとは書いてありません。"
        "表 region_scheme に、この地域のそれまでの制度の行（続くなら期間は空欄、終わったなら終わりの年度）を"
        "足すか、この行に制度IDを書きます",
        f"a scheme of a later document ({later}) holds in this fiscal year, and nothing says that the one "
        "before had ended: add a row of the region's former scheme to table region_scheme (no term if it "
        "goes on, else its last fiscal year), or write the scheme in this row",
    )


def _taken(raw: Raw, under: Iterable[Row], scheme: str | None, year: int, own_row: str | None) -> str | None:
    """The row of a later document by whose scheme a grant of a year that had begun would no more be of the
    scheme of the region's own row, which nothing says had ended."""
    as_of = raw.source.citation.get("as_of")
    if not isinstance(as_of, dt.date) or days.start(year) > as_of:
        return None
    if not any(row["source_row"] == own_row and row["scheme_id"] != scheme for row in under):
        return None
    now = (r for r in under if r["scheme_id"] == scheme and days.meets(r["valid_from"], r["valid_to"], year))
    later = (r for r in now if not r["source_row"].startswith(f"{raw.source.source_id}/"))
    return next((r["source_row"] for r in later if r["as_of"] is None or r["as_of"] > as_of), None)


def _recipient(raw: Raw, region_id: pl.Series, homes: Mapping[str, str], towns: Municipalities) -> pl.Series:
    """The member that receives the money, where it is not the region."""
    home = {homes[r] for r in region_id.drop_nulls().unique() if r in homes}
    prefecture = home.pop() if len(home) == 1 else ""
    return raw.convert(
        "recipient",
        lambda cell: towns.code(cell, prefecture),
        pl.String,
        "この名前の市区町村は全国地方公共団体コードにありません",
        "no municipality of this name is in the national code list",
        required=False,
        rule="unknown_municipality",
        guess=lambda cell: towns.guess(cell, prefecture),
    ).alias("recipient_code")


TABLES = [
    Table(
        "disbursement",
        Disbursement,
        disbursement,
        "交付額",
        "Grants",
        ("disbursement",),
        {"region_id": ("region", "region_id"), "scheme_id": ("scheme", "scheme_id")},
        own_keys=("region_id", "fiscal_year", "scheme_id", "line", "recipient_code"),
    ),
]
