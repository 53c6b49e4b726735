"""データと出典: what is still missing of the yearly figures, whom to ask."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.panel import Column, Panel, Rows
from dashboard.selects import select
from dashboard.text import Lang, T


def _missing(rows: Rows, lang: Lang) -> str:
    lacking = [row for row in rows if row["expected_count"] > row["registered_count"]]
    if not lacking:
        return (
            "次の年度まで、要る数値はすべて登録されている"
            if lang == "ja"
            else ("Every figure due up to the next year is registered")
        )
    parts = [
        (word, sum(row[column] for row in lacking))
        for column, word in (
            ("missing_count", T("未登録", "missing")),
            ("provisional_count", T("見込・予定", "only planned")),
            ("undecided_count", T("未定", "undecided")),
        )
    ]
    if lang == "ja":
        told = "、".join(f"{word(lang)}{fmt.number(count, 0, lang)}行" for word, count in parts if count)
        return f"次の年度までに{len(lacking)}の表・年で実績を待つ（{told}）"
    told = ", ".join(f"{fmt.number(count, 0, lang)} {word(lang)}" for word, count in parts if count)
    tables = "table and year awaits" if len(lacking) == 1 else "tables and years await"
    return f"{len(lacking)} {tables} figures up to the next year (rows: {told})"


still_missing = Panel(
    panel_id="still_missing",
    page="data",
    question=T("次の年度に必要なもの", "What is still missing"),
    subtitle=T(
        "毎年の出典ごとに、次の年度までに要る行と登録された行（行）。記入用の様式の作り方は data/README.md",
        "Rows due up to the next year and rows registered, by yearly source (rows); "
        "how to lay out the workbooks: data/README.en.md",
    ),
    sql=select("data/still_missing"),
    chart=Table(tall=True),
    columns=(
        Column("year_label{lang}", T("年度・年", "Year")),
        Column("title{lang}", T("表", "Table")),
        Column("expected_count", T("要る行", "Due"), "count", T("行", "rows")),
        Column("registered_count", T("登録", "Registered"), "count", T("行", "rows")),
        Column("provisional_count", T("見込・予定", "Planned"), "count", T("行", "rows")),
        Column("undecided_count", T("未定", "Undecided"), "count", T("行", "rows")),
        Column("missing_count", T("未登録", "Missing"), "count", T("行", "rows")),
        Column("ask{lang}", T("聞く先", "Whom to ask")),
        Column("as_of", T("資料の時点", "Source as of"), "date", missing="unknown"),
        Column("awaited{lang}", T("実績のない行", "Rows without a settled figure"), below=True),
    ),
    finding=_missing,
    scope="any",
)
