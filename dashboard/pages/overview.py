"""概況: where do we stand, where must we look? Fits one 1280×720 screen."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import format as fmt
from dashboard import nothing
from dashboard.conclusion import Concluded, concluded
from dashboard.finding import summed
from dashboard.pages.meetings import concluded_since
from dashboard.pages.page import Page, View
from dashboard.panel import PanelData, parameters, prepare
from dashboard.panels import PANELS, scheme_end
from dashboard.panels.cards import grants, people, staff
from dashboard.panels.conclusions import BEFORE_MEETING, CONCLUSIONS
from dashboard.render.screen import draw
from dashboard.selects import select
from dashboard.text import T

_ANSWER = select("overview/answer")


def _answer(view: View) -> str:
    lang = view.state.lang
    row = view.build.one(_ANSWER, parameters(view.state))
    points = row["points"]
    lacks = nothing.first(("regions", "grants"), view.build)
    instead = nothing.without_regions(view.build)
    if instead == "bodies":
        return _of_bodies(view)
    if instead:
        # what lies ahead is known of any municipality, and what is not there yet is said behind it
        ahead = prepare(PANELS["index_rank"], view.state, view.build).title
        stop = "。" if lang == "ja" else ". "
        return f"{ahead}{stop}{nothing.title(instead, lang)}"
    if lacks:
        said = nothing.title(lacks, lang)
        if not points:
            return said
        return f"{said}。確かめる点は{points}件" if lang == "ja" else f"{said}; points to look into: {points}"
    if row["actual_yen"] is None:
        return (
            f"この地域は交付金の対象外。確かめる点は{points}件"
            if lang == "ja"
            else f"This region gets no grant of this scheme; points to look into: {points}"
        )
    amount = fmt.amount(row["actual_yen"], lang)
    several = summed(row["scheme_count"], lang, row["payer_count"])
    if row["cap_use_pct"] is None:
        share, share_en = (
            "（地域ごとの上限のない制度があり、割合は出せない）",
            "no share: a scheme without a cap per region",
        )
    else:
        share_en = fmt.number(row["cap_use_pct"], 1, lang)
        share, share_en = f"（上限の{share_en}％）", f"{share_en}% of the caps"
    ends = scheme_end.sentence(view.build.query(scheme_end.SQL, parameters(view.state)), lang)
    until = fmt.fiscal_year(row["actual_year"], lang, short=True)
    if lang == "ja":
        to = "" if view.state.region else f"{row['region_count']}地域へ"
        told = f"{until}までの実績で{to}{amount}{several}を交付{share}"
        return "。".join(part for part in (told, ends, f"確かめる点は{points}件") if part)
    told = f"{amount}{several} granted by {until} (actual), {share_en}"
    return "; ".join(part for part in (told, ends, f"points to look into: {points}") if part)


def _of_bodies(view: View) -> str:
    """Of councils without an agreement: what their sheet says of them."""
    region = view.state.region or nothing.bodies(view.build)[0]["region_id"]
    return prepare(PANELS["region_facts"], replace(view.state, region=region), view.build).title


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    """Two panels side by side, details folded away; without regions, tables and rankings one by one."""
    if nothing.without_regions(view.build):
        for data in prepared.values():
            draw(data, view.state)
        return
    with st.container(key="overview_panels"):
        columns = st.columns([1.1, 1], gap="medium")
    for column, data in zip(columns, prepared.values(), strict=True):
        with column:
            draw(data, view.state, compact=True)


def _concludes(view: View) -> list[Concluded]:
    """Those of figures, and behind the weightiest what changed since the last meeting."""
    found = concluded(CONCLUSIONS, view.state, view.build)
    heavy = sum(item.conclusion_id in BEFORE_MEETING for item in found)
    return [*found[:heavy], *concluded_since(view), *found[heavy:]]


PAGE = Page(
    "overview",
    T("概況", "Overview"),
    T("いまどこにいて、どこを見るべきか", "Where do we stand, and where must we look?"),
    _answer,
    _body,
    place=1,
    cards=(grants.granted, people.reach, people.index, staff.short),
    concludes=_concludes,
    instead=(people.index, people.aged, people.under_5000, staff.staff_rate),
)
