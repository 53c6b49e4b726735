"""データと出典: can I trust it?"""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.finding import distinct, none
from dashboard.panel import Column, Panel, Rows
from dashboard.selects import select
from dashboard.text import Lang, T


def _sources(rows: Rows, lang: Lang) -> str:
    dated = [row["as_of"] for row in rows if row["as_of"] is not None]
    if not dated:
        return none(lang)
    oldest, newest = fmt.date(min(dated), lang), fmt.date(max(dated), lang)
    if lang == "ja":
        return f"{len(rows)}の出典。時点は{oldest}から{newest}まで"
    return f"{len(rows)} sources, as of {oldest} to {newest}"


sources = Panel(
    panel_id="sources",
    page="data",
    question=T("どの資料から来ているか", "Which documents do the figures come from?"),
    subtitle=T(
        "出典、時点、覆う年と対象、表にした行数、読み替えの数",
        "Sources, as-of, years and areas covered, rows in the tables, corrections",
    ),
    sql=select("data/sources"),
    chart=Table(tall=True),
    columns=(
        Column("title{lang}", T("資料", "Source")),
        Column("as_of", T("時点", "As of"), "date", missing="unknown"),
        Column("period{lang}", T("年", "Years"), missing="not_marked"),
        Column("covered", T("対象の数", "Covered"), "count", missing="not_marked"),
        Column("covered_kind", T("対象", "What is covered"), words="covered"),
        Column("row_count", T("行", "Rows"), "count", T("行", "rows")),
        Column("corrections", T("読み替え", "Corrections"), "count", T("件", "items")),
        Column("publisher{lang}", T("発行", "Publisher"), below=True),
        Column("licence{lang}", T("利用条件", "Terms"), missing="unknown", below=True),
        Column("note{lang}", T("注記", "Note"), missing="not_marked", below=True),
    ),
    finding=_sources,
    scope="any",
)


def _own_tables(rows: Rows, lang: Lang) -> str:
    count = fmt.number(sum(row["row_count"] for row in rows), 0, lang)
    if lang == "ja":
        return f"事務局が加えた表は{len(rows)}、合わせて{count}行"
    tables = "1 table" if len(rows) == 1 else f"{len(rows)} tables"
    return f"{tables} added by the office, {count} rows in all"


own_tables = Panel(
    panel_id="own_tables",
    page="data",
    question=T("事務局が加えた表に何があるか", "What is in the tables that the office added?"),
    subtitle=T(
        "source.toml の [table.…] で読む表の行数、列と単位、資料と時点（地域を選んでも表全体）",
        "Rows, columns with units, source and as-of of the tables that [table.…] of a source.toml "
        "describes (of the whole table, whichever regions are chosen)",
    ),
    sql=select("data/own_tables"),
    chart=Table(tall=True),
    columns=(
        Column("title{lang}", T("表", "Table")),
        Column("item", T("SQL での名前", "Name in SQL")),
        Column("row_count", T("行", "Rows"), "count", T("行", "rows")),
        Column("source_title{lang}", T("資料", "Source")),
        Column("as_of", T("時点", "As of"), "date", missing="unknown"),
        Column("columns{lang}", T("列（単位）", "Columns (units)"), below=True),
        Column("files", T("資料のフォルダの中のファイル", "File in the folder of sources"), below=True),
    ),
    finding=_own_tables,
    scope="any",
    notes=(
        T(
            "表を変えるには、上のファイルか、同じフォルダの source.toml の [table.…] を直し、make refresh を"
            "実行する。公開した値が変わるか消えるときは、承認されるまで公開を待つ",
            "To change a table, edit its file, or [table.…] in the source.toml beside it, and run make "
            "refresh. Where a published figure changes or goes, it waits until a person accepts it",
        ),
    ),
    lookup=True,
    optional=True,
)


def _corrections(rows: Rows, lang: Lang) -> str:
    if lang == "ja":
        return f"資料の食い違いや誤記を{len(rows)}件読み替え、両方の読みを残した"
    return f"{len(rows)} contradictions or misprints resolved, both readings kept"


corrections = Panel(
    panel_id="corrections",
    page="data",
    question=T("資料の誤りや食い違いをどう読んだか", "How were misprints and contradictions read?"),
    subtitle=T("資料の表記、採った読み、理由", "As printed, taken as, and why"),
    sql=select("data/corrections"),
    chart=Table(tall=True),
    columns=(
        Column("title{lang}", T("資料", "Source")),
        Column("place", T("箇所", "Where")),
        Column("printed", T("資料の表記", "As printed")),
        Column("taken", T("採った読み", "Taken as")),
        Column("reason{lang}", T("理由", "Reason")),
    ),
    finding=_corrections,
    scope="any",
)


def _accepted(rows: Rows, lang: Lang) -> str:
    if lang == "ja":
        return f"確かめて認めた要確認値は{len(rows)}件"
    return f"{len(rows)} doubtful values looked at and accepted"


accepted = Panel(
    panel_id="accepted",
    page="data",
    question=T("規則や近い値から外れた値はどれか", "Which values stand out from rules or neighbours?"),
    subtitle=T(
        "検査が止め、人が理由を付けて認めた値", "Stopped by a check, accepted by a person with a reason"
    ),
    sql=select("data/accepted"),
    chart=Table(tall=True),
    columns=(
        Column("rule", T("検査", "Check")),
        Column("row_key", T("行", "Row")),
        Column("value", T("値", "Value")),
        Column("reason{lang}", T("認めた理由", "Reason")),
        Column("source_row", T("転記ファイルと行", "Transcribed file and row")),
    ),
    finding=_accepted,
    scope="any",
)


def _dictionary(rows: Rows, lang: Lang) -> str:
    tables = distinct(rows, "item")
    if lang == "ja":
        return f"{tables}の表とビュー、{fmt.number(len(rows), 0, lang)}の列に説明がある"
    return f"{tables} tables and views, {fmt.number(len(rows), 0, lang)} columns, each described"


dictionary = Panel(
    panel_id="dictionary",
    page="data",
    question=T("それぞれの列は何を意味するか", "What does each column mean?"),
    subtitle=T("表・ビューと列", "Tables, views and columns"),
    sql=select("data/dictionary"),
    chart=Table(tall=True),
    columns=(
        Column("item", T("表・ビュー", "Table or view")),
        Column("column_name", T("列", "Column")),
        Column("data_type", T("型", "Type")),
        Column("label{lang}", T("説明", "Meaning"), missing="not_marked"),
        Column("unit{lang}", T("単位", "Unit")),
        Column("note{lang}", T("注記", "Note")),
    ),
    finding=_dictionary,
    scope="any",
    lookup=True,
)
