"""SQL in the browser, for those who may: a question, its rows, a chart, and the file to keep it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from dashboard import format as fmt
from dashboard import sample, signin
from dashboard.analyst_chart import chart_of
from dashboard.charts.cells import Grid
from dashboard.charts.kinds import drawings
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.plotly import make_figure
from dashboard.datatable import table
from dashboard.fitted import fitted
from dashboard.manyrows import chosen
from dashboard.mart import Build
from dashboard.pages.page import View
from dashboard.panel import Column, Panel, PanelData
from dashboard.paths import mart_folder
from dashboard.render import html
from dashboard.render.csvfile import csv_bytes
from dashboard.render.screen import CHART_CONFIG, PARTS
from dashboard.sandbox.allowed import limits, may_type, standing
from dashboard.sandbox.ask import Answer, ask
from dashboard.sandbox.save import described_columns, is_number, view_file
from dashboard.text import Lang, T, word
from renkei.sqlheader import HeaderColumn
from renkei.tablenames import LISTED

_START = "select region_id, name, member_count\nfrom kpi.region_overview\norder by member_count desc"
# chart kind → what must be chosen of the columns
_KINDS: Mapping[str, tuple[str, ...]] = {
    "table": (),
    "ranked_bar": ("label", "value"),
    "lines": ("x", "value", "series"),
    "grid": ("row", "column", "value"),
}


def show(view: View) -> None:
    """Nothing at all where office.toml does not open it; a word and the sign-in where it asks for one."""
    user, lang = dict(st.user), view.state.lang
    signin.show(standing(user), user, lang)
    if not may_type(user):
        return
    st.html(f'<h2 class="rb-section" id="sql_editor">{escape(word("sql.title", lang))}</h2>')
    written, dictionary = st.columns([3, 2])
    with written:
        sql = st.text_area(word("sql.label", lang), _START, height=220, key="sql_text")
        asked = st.button(word("sql.run", lang), key="sql_run", type="primary")
    with dictionary:
        _dictionary(view.build, lang)
    if asked:
        folder = mart_folder() / "builds" / view.build.build_id
        st.session_state["sql_answer"] = (sql, ask(folder / "cooperation.duckdb", sql, limits()))
    if "sql_answer" in st.session_state:
        _answer(view, *st.session_state["sql_answer"])


def _dictionary(build: Build, lang: Lang) -> None:
    wanted = st.text_input(
        word("sql.dictionary", lang), key="sql_wanted", placeholder=word("sql.dictionary_hint", lang)
    )
    rows = build.query(
        f"""
        select case schema_name when 'main' then '' else schema_name || '.' end || table_name as place,
            column_name, coalesce(comment, '') as told
        from duckdb_columns()
        where schema_name in ({LISTED}) and not internal
            and database_name = 'cooperation'
            and ($wanted = '' or contains(lower(schema_name || '.' || table_name || ' ' || column_name || ' '
                || coalesce(comment, '')), lower($wanted)))
        order by schema_name = 'main', place, column_index
        """,
        {"wanted": wanted.strip()},
    )
    places: dict[str, list[str]] = {}
    for row in rows:
        places.setdefault(row["place"], []).append(
            f"<li><code>{escape(row['column_name'])}</code> {escape(row['told'])}</li>"
        )
    items = "".join(
        f'<details class="rb-item"><summary><code>{escape(place)}</code></summary>'
        f"<ul>{''.join(told)}</ul></details>"
        for place, told in places.items()
    )
    name = escape(word("sql.dictionary", lang))
    st.html(f'<div class="rb-list" tabindex="0" role="region" aria-label="{name}">{items}</div>')


def _answer(view: View, sql: str, answer: Answer) -> None:
    lang = view.state.lang
    if answer.refused is not None:
        st.html(f'<div class="rb-banner" role="alert">{_why(sql, answer, lang)}</div>')
        return
    kind = st.selectbox(
        word("sql.chart", lang),
        list(_KINDS),
        format_func=lambda item: word(f"sql.kind_{item}", lang),
        key="sql_kind",
    )
    names = [name for name, _ in answer.columns]
    chart = {"kind": kind}
    for field, column in zip(_KINDS[kind], st.columns(max(len(_KINDS[kind]), 1)), strict=False):
        numbers = [n for n, t in answer.columns if is_number(t)] if field in ("value", "x") else names
        if not numbers:
            st.html(f'<p class="rb-banner">{escape(word("sql.no_number", lang))}</p>')
            chart = {"kind": "table"}
            break
        with column:
            chart[field] = st.selectbox(
                word("sql.name_column" if field == "label" else f"sql.{field}", lang),
                numbers,
                key=f"sql_{field}",
            )
    data = _data(view, sql, answer, chart)
    st.html(html.heading(data))
    if isinstance(data.panel.chart, Plot) and data.rows:
        drawn = make_figure(drawings(data))
        st.plotly_chart(drawn, theme=None, config=CHART_CONFIG, width="stretch", key="chart_sql")
    elif isinstance(data.panel.chart, Grid) and data.rows:
        st.html(PARTS["grid"](data))
    for note in data.notes:
        st.html(f'<p class="rb-banner">{escape(note)}</p>')
    st.html(html.data_table(data, tall=True))
    _keep(view, sql, answer, chart, data)


def _keep(view: View, sql: str, answer: Answer, chart: Mapping[str, str], data: PanelData) -> None:
    lang = view.state.lang
    names = [name for name, _ in answer.columns]
    title = st.text_input(word("sql.name", lang), key="sql_name", placeholder=word("sql.name_hint", lang))
    grain = st.multiselect(
        word("sql.grain", lang),
        names,
        default=names[:1],
        key="sql_grain",
        placeholder=word("app.choose", lang),
    )
    text = view_file(sql, answer.columns, grain, title or "—", chart, described_columns(view.build))
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            word("sql.save", lang), text, file_name="my_view.sql", mime="text/plain", key="sql_save",
            on_click="ignore", disabled=not (title and grain),
        )  # fmt: skip
        st.download_button(
            word("panel.download", lang), csv_bytes(data), file_name="query.csv", mime="text/csv",
            key="sql_csv", on_click="ignore",
        )  # fmt: skip


def _data(view: View, sql: str, answer: Answer, chart: Mapping[str, str]) -> PanelData:
    """The answer as any other panel: the same tables and charts draw it."""
    lang, types = view.state.lang, dict(answer.columns)
    told = {name: HeaderColumn(name, name) for name in types}
    columns = tuple(
        Column(name, T(name, name), "plain" if is_number(kind) else "text", None, "unknown")
        for name, kind in answer.columns
    )
    names = [name for name, _ in answer.columns]
    rows = tuple(dict(zip(names, row, strict=True)) for row in answer.rows)
    title = word("sql.more" if answer.more else "sql.rows", lang).format(count=f"{len(rows):,}")
    panel = Panel(
        panel_id="sql",
        page="analyst",
        question=T(ja=word("sql.title", "ja"), en=word("sql.title", "en")),
        subtitle=T("", ""),
        sql=sql,
        chart=chart_of(chart, types, told),
        columns=columns,
        finding=lambda rows, lang: title,
    )
    panel, marked, invented = sample.mark(panel, rows, view.build)
    panel = fitted(panel, marked, lang)
    return PanelData(
        panel=panel,
        lang=lang,
        calendar=fmt.used_calendar(view.state.calendar, lang),
        build_id=view.build.build_id,
        rows=marked,
        title=sample.marked(title, lang) if invented else title,
        measured=word("sql.spent", lang).format(seconds=f"{answer.seconds:.1f}"),
        table=table(panel.columns, marked, lang),
        citations=(),
        notes=tuple(note(lang) for note in panel.notes),
        missing=(),
        find_origin=lambda: (),
        sample=invented,
        cut=chosen(panel.chart, marked, None, lang),
    )


def _why(sql: str, answer: Answer, lang: Lang) -> str:
    """What was wrong, where, and what may be meant."""
    told = answer.details
    text = escape(word(f"sql.refused_{answer.refused}", lang).format(seconds=f"{limits().seconds:g}"))
    if answer.refused == "not_allowed" and told.get("name"):
        text += f" <code>{escape(str(told['name']))}</code>"
    if answer.refused == "wrong":
        text += f" {escape(str(told.get('message', '')))}"
    if answer.refused in ("not_allowed", "wrong") and told.get("position") is not None:
        before = sql.encode()[: told["position"]].decode(errors="ignore")
        line, char = before.count("\n") + 1, len(before) - before.rfind("\n")
        text += f"（{line}:{char}）" if lang == "ja" else f" ({line}:{char})"
    if answer.refused == "wrong" and told.get("candidates"):
        text += f" {escape(word('sql.candidates', lang))} {escape(', '.join(told['candidates']))}"
    return text
