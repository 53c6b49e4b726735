"""概況: where do we stand, where must we look? Fits one 1280×720 screen."""

from __future__ import annotations

import streamlit as st

from dashboard import format as fmt
from dashboard.pages.page import Page, View
from dashboard.panel import PanelData, parameters
from dashboard.render.screen import draw
from dashboard.text import T

_ANSWER = """
    select (sum(amount_yen) filter (where status = 'actual'))::bigint as actual_yen,
        count(distinct region_id) filter (where status = 'actual') as regions,
        100.0 * sum(amount_yen) filter (where status = 'actual') / nullif(
            count(*) filter (where status = 'actual') * (select max(value) from scheme_rule
                where rule_id = 'cap_per_year'), 0) as cap_use_pct,
        (select count(*) from kpi.attention
            where $region is null or region_id = $region) as points
    from disbursement
    where $region is null or region_id = $region
"""


def _answer(view: View) -> str:
    lang = view.state.lang
    row = view.build.one(_ANSWER, parameters(view.state))
    points = row["points"]
    if row["actual_yen"] is None:
        return (
            f"この地域は交付金の対象外。確かめる点は{points}件"
            if lang == "ja"
            else f"This region gets no grant of this scheme; points to look into: {points}"
        )
    amount, unit = fmt.yen_oku(row["actual_yen"], lang)
    share = fmt.number(row["cap_use_pct"], 1, lang)
    if lang == "ja":
        return (
            f"これまでに{row['regions']}地域へ{amount}{unit}を交付し、上限の{share}％を使った。"
            f"確かめる点は{points}件"
        )
    return f"{amount} {unit} granted so far, {share}% of the caps; points to look into: {points}"


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    """Three panels side by side, details folded away."""
    with st.container(key="overview_panels"):
        columns = st.columns([1, 1.15, 1.05], gap="small")
    for column, panel_id in zip(columns, ("grants_by_year", "cap_use", "attention"), strict=True):
        with column:
            draw(prepared[panel_id], view.state, compact=True)


PAGE = Page(
    "overview",
    T("いまどこにいて、どこを見るべきか", "Where do we stand, and where must we look?"),
    _answer,
    _body,
)
