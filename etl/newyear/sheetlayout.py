"""The sheet of each yearly table: its columns, what may stand in them, what must.

The writer (duebook) and the reader (form) both go by this, so that a workbook comes back as it was laid out.
A change here that an older workbook would not survive needs a new VERSION.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from etl.forms.marker import NEW_YEAR
from etl.newyear.words import AMOUNT_UNIT, AMOUNT_UNIT_EN
from etl.tables.grant import STATUS_WORDS
from etl.tables.project import STATES
from etl.tables.staffing import DEPARTMENT_NAMES

VERSION = f"{NEW_YEAR}/1"
HEADER_ROW = 4

# given: filled in by the program, locked · name: the name that belongs to the id of `of`, locked where
# it is given · shown, now: where it belongs and what is known so far, for people only · choice, number,
# text: asked for · mark, quoted: beside a proposal, whether a person takes it and what the document prints
Kind = Literal["given", "name", "shown", "now", "choice", "number", "text", "mark", "quoted"]


@dataclass(frozen=True)
class Column:
    """`column` is the raw table's; None where the cell only helps the person who fills in."""

    header: str
    header_en: str
    kind: Kind
    column: str | None = None
    required: bool = False
    of: str | None = None  # name: the raw column whose id it names
    list_of: str | None = None  # a vocabulary: region, occupation, project, prefecture, municipality
    words: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    needed_if: tuple[str, frozenset[str]] | None = None  # (raw column, cells)
    width: int = 14
    part: int = 0  # shown: which part of the row's label
    hint: str = ""
    hint_en: str = ""

    def with_hint(self, hint: str, hint_en: str) -> Column:
        """What stands beside the cell while it is filled in, and on the sheet 説明."""
        return replace(self, hint=hint, hint_en=hint_en)

    @property
    def is_answer(self) -> bool:
        return self.kind in ("choice", "number", "text")


@dataclass(frozen=True)
class Layout:
    """`free` rows without a key follow the given ones, for what was not there before."""

    table: str
    sheet: str
    sheet_en: str
    columns: tuple[Column, ...]
    free: int = 0
    meanings: dict[str, dict[str, str]] = field(default_factory=dict)  # raw column: word → id
    constants: dict[str, str] = field(default_factory=dict)  # besides the source's own; {year} is filled in

    def of(self, column: str) -> Column:
        return next(item for item in self.columns if item.column == column)


_REF = Column("見出し", "Heading", "text", "source_ref", width=30).with_hint(
    "もとの資料の頁や見出し。空なら「説明」シートの資料名",
    "page or heading of the document; empty: the document named on the sheet 説明",
)
_NOTE = Column("注記", "Note", "text", "note", width=30).with_hint(
    "読む人に伝えること。なければ空", "what a reader must know, else empty"
)
_NOW = Column("いまの登録", "So far", "now", width=22)
_REGION = Column("地域ID", "Region ID", "given", "region_id", list_of="region", width=16)


def _region_name(required: bool = False) -> Column:
    return Column("地域名", "Region", "name", None, required, of="region_id", list_of="region", width=28)


_YEAR = Column("年度", "Fiscal year", "given", "fiscal_year", required=True, width=12)
_OCCUPATION = (
    Column("職種ID", "Occupation ID", "given", "occupation_id", list_of="occupation", width=18),
    Column("職種", "Occupation", "name", None, True, of="occupation_id", list_of="occupation", width=22),
)

_ALL = (
    Layout(
        "disbursement",
        "交付額",
        "Grants",
        (
            _REGION,
            _region_name(True),
            _YEAR,
            _NOW,
            Column("区分", "Status", "choice", "status", True, words=tuple(STATUS_WORDS), width=20).with_hint(
                "額が決まっていれば交付額、見込みなら交付金活用見込額",
                "交付額: settled; 交付金活用見込額: planned",
            ),
            Column(
                f"金額（{AMOUNT_UNIT}）",
                f"Amount ({AMOUNT_UNIT_EN})",
                "number",
                "amount",
                True,
                words=("未定",),
                low=0,
                width=14,
            ).with_hint(
                f"{AMOUNT_UNIT}。0 は「交付0円」。決まっていなければ「未定」と書く。まだ届いていなければ空",
                "0 is a grant of 0 yen; 未定 when undecided; empty when not yet told",
            ),
            _REF,
            _NOTE,
        ),
    ),
    Layout(
        "project_year",
        "事業の取組",
        "Projects",
        (
            Column("事業ID", "Project ID", "given", "project_id", list_of="project", width=24),
            Column("地域", "Region", "shown", width=26),
            Column("事業名", "Project", "name", None, True, of="project_id", list_of="project", width=40),
            _YEAR,
            _NOW,
            Column("状態", "State", "choice", "state", True, words=tuple(STATES)).with_hint(
                "その年度に実施したか、予定か",
                "実施 done, 予定 planned, 検討中 under review, 未定 undecided, 統合 merged, なし none",
            ),
            Column(
                "取組",
                "Activities",
                "text",
                "activities",
                width=60,
                needed_if=("state", frozenset({"実施", "予定"})),
            ).with_hint(
                "一つを一行に（セルの中の改行は Alt+Enter）。実施・予定のときだけ、必ず書く",
                "one a line (Alt+Enter); where the state is 実施 or 予定, and only there",
            ),
            Column("原文", "As printed", "text", "as_printed", width=20),
            _REF,
            _NOTE,
        ),
    ),
    Layout(
        "recruitment",
        "採用",
        "Recruitment",
        (
            _REGION,
            _region_name(True),
            *_OCCUPATION,
            _YEAR,
            _NOW,
            Column("区分", "Measure", "choice", "measure", True, words=("採用実績", "採用目標")).with_hint(
                "採用した人数か、目標か", "採用実績: hired; 採用目標: target"
            ),
            Column("人数（人）", "Headcount (persons)", "number", "headcount", True, low=0, high=9999),
            _REF,
            _NOTE,
        ),
        free=20,
    ),
    Layout(
        "reported_shortage",
        "不足する職種",
        "Occupations reported short",
        (
            _REGION,
            _region_name(True),
            *_OCCUPATION,
            _YEAR,
            _NOW,
            Column("原文の語", "Wording", "text", "wording", True, width=24).with_hint(
                "資料に書かれた語のまま。人数は書かない。不足が続いていなければ空",
                "the words of the document, no headcount; empty when it is not short any more",
            ),
            _REF,
            _NOTE,
        ),
        free=30,
    ),
    Layout(
        "step_record",
        "手続きの記録",
        "Records of steps",
        (
            _REGION,
            _region_name(),
            Column("手続きID", "Step ID", "given", "step_id", width=16),
            Column("手続き", "Step", "shown", part=1, width=34),
            _YEAR,
            _NOW,
            Column("指定された期日", "Due on (a day that was set)", "text", "due_on", width=18).with_hint(
                "要綱に日のない期日だけ（2026-05-20、令和8年5月20日）。なければ空",
                "only where the office set a day (2026-05-20), else empty",
            ),
            Column("済んだ日", "Done on", "text", "done_on", width=18).with_hint(
                "その年度のこの手続きが済んだ日。まだなら空", "the day on which it was done; empty if not yet"
            ),
            _REF,
            _NOTE,
        ),
    ),
    Layout(
        "staff",
        "職員数",
        "Staff",
        (
            Column("都道府県コード", "Prefecture code", "given", "area_code", list_of="prefecture"),
            Column("都道府県", "Prefecture", "name", None, True, of="area_code", list_of="prefecture"),
            Column("年", "Year", "given", "year", required=True, width=8),
            Column("部門", "Department", "given", "department", required=True, width=26),
            _NOW,
            Column(
                "職員数（人）", "Staff (persons)", "number", "headcount", True, low=0, high=999_999
            ).with_hint("4月1日現在", "as of 1 April"),
        ),
        meanings={"department": {ja: key for key, (ja, _) in DEPARTMENT_NAMES.items()}},
    ),
    Layout(
        "population",
        "総人口",
        "Total population",
        (
            Column("団体コード", "Municipality code", "given", "municipality_code", list_of="municipality"),
            Column("都道府県", "Prefecture", "shown"),
            Column(
                "市区町村",
                "Municipality",
                "name",
                None,
                True,
                of="municipality_code",
                list_of="municipality",
                width=22,
            ),
            Column("年", "Year", "given", "year", required=True, width=8),
            _NOW,
            Column(
                "人口（人）", "Population (persons)", "number", "population", True, low=0, high=9_999_999
            ).with_hint(
                "10月1日現在の確定値。公表されたファイルをそのまま入れるほうが早く確かです",
                "final count of 1 October; dropping in the published file is quicker and safer",
            ),
        ),
        constants={"edition": "{year}年国勢調査"},
    ),
)
LAYOUTS = {layout.table: layout for layout in _ALL}
