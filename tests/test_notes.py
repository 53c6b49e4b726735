"""What a note means stands in a typed column of its row too: pages count and show by columns."""

from __future__ import annotations

import re

from tests.conftest import Mart

# a word of a note → columns of which one says it, and how. A table has some of them; none has all
_BASES = (
    "basis",
    "rule_basis",
    "group_basis",
    "joined_basis",
    "occupation_basis",
    "deadline_basis",
    "status_basis",
)
_MEANING: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("推定|読む|読み(?!替)|見られる|とした|未確認", (*_BASES, "state"), ("inferred", "policy", "unclear")),
    ("見込額|予定と読む", ("status", "state"), ("planned", "undecided")),
    ("実績か予定か", ("state",), ("policy", "unclear")),
    ("実績か目標か", ("measure",), ("unclear",)),
    ("見込まれる|期待", ("certainty",), ("expected",)),
    ("得られていない|つながっていない", ("certainty",), ("not_achieved",)),
    ("特になし|困難なし", ("certainty",), ("none",)),
    ("期日の定めは印字されていない", ("deadline",), ("none",)),
    ("別に指定する期日", ("deadline",), ("set",)),
    ("足し合わせない|内数|暦の時期ではない|継続中", (), ()),
)
_NAMED = "the measure's own name says it (うち…)"
_CENTRAL = "no page shows which city is the central one"
_MADE_OUT = "who or where it is was made out from other words of the document: where-from shows the words"
# (table, a part of the note) → why no column says it
_ELSEWHERE = {
    ("body_role", "「新たな分科会」の注と推定"): "the words are shown; which figure ※ is of is lost",
    ("body_role", "部会と読む"): _MADE_OUT,
    ("case_event", "暦の時期ではない"): "the period is printed as 1年目, 2～3年目, and shown so",
    ("case_event", "継続中"): "the period says so itself: （継続中）",
    ("case_measure", "アカウント数の内数"): _NAMED,
    ("case_measure", "全体申請件数の内数"): _NAMED,
    ("case_measure", "足し合わせない"): "no page adds measures up; each stands by its own name and period",
    ("national_area_member", "中心市"): _CENTRAL,
    ("national_area_member", "先頭"): _CENTRAL,
    ("project_year", "予定と読む"): "the year lies after the document's day, and the page's note says so",
    ("project_outcome", "回は読み"): "the words are shown as printed (figure); the unit behind them is not",
    ("region", "長崎県と読む"): _MADE_OUT,
    ("scheme_rule", "改正と読む"): "the rule shown says only that further days are set down",
}  # fmt: skip
# tables whose note is no remark on a value of theirs
_OF_OTHERS = {"source", "survey", "survey_question", "expected_row", "grant_rule", "scheme_offer"}


def test_a_note_means_nothing_that_no_column_says(mart: Mart) -> None:
    """Before: that the cap is one of each year was a reading in a note, and no word of it on a page."""
    noted = mart.rows(
        "select table_name from duckdb_columns() where schema_name = 'main' and not internal "
        "and column_name = 'note' order by 1"
    )
    assert len(noted) > 30
    unsaid, used = set(), set()
    for (table,) in noted:
        if table in _OF_OTHERS:
            continue
        cursor = mart.connection.execute(f"select * from {table} where note is not null")
        names = [item[0] for item in cursor.description]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            for words, saying, told in _MEANING:
                if not re.search(words, row["note"]) or any(row.get(name) in told for name in saying):
                    continue
                why = {key for key in _ELSEWHERE if key[0] == table and key[1] in row["note"]}
                used |= why
                if not why:
                    unsaid.add((table, words, row["note"]))
    assert unsaid == set()
    assert used == _ELSEWHERE.keys()
