"""The choices a page offers beside region and language: fiscal year, two years of a slope, survey, a search.

Each widget is given its value before it is drawn; what it says stands in the address (address.py).
"""

from __future__ import annotations

import streamlit as st

from dashboard import address, choices
from dashboard import format as fmt
from dashboard.finding import column
from dashboard.mart import Build, Row
from dashboard.pages.page import View
from dashboard.panels.slope import YEAR_PAIRS
from dashboard.panels.surveyed import SURVEYS
from dashboard.parameters import year_pair
from dashboard.state import State
from dashboard.text import Lang, word

_NARROW = 230


def fiscal_year(view: View) -> None:
    """The fiscal year in focus; nothing chosen is the latest."""
    lang = view.state.lang
    address.keep("year", view.state.year)
    st.selectbox(
        word("app.fiscal_year", lang),
        choices.fiscal_years(view.build),
        index=None,
        format_func=lambda year: fmt.fiscal_year(year, lang),
        key="year",
        placeholder=word("app.latest_year", lang),
        width=_NARROW,
    )


def two_years(view: View) -> None:
    """From which year to which: census years, and the years of the projection."""
    lang, build = view.state.lang, view.build
    since, until = year_pair(view.state)
    usual = year_pair(State())
    for key, years, year in (
        ("since", _before(build, until), usual[0]),
        ("until", _after(build, since), usual[1]),
    ):
        address.keep(key, getattr(view.state, key))
        st.selectbox(
            word(f"app.{key}", lang),
            years,
            index=None,
            format_func=lambda year: fmt.show(year, "year", lang, ""),
            key=key,
            placeholder=fmt.show(year, "year", lang, ""),
            width=_NARROW // 2 + 30,
        )


def _before(build: Build, until: int) -> list[int]:
    return sorted({row["from_year"] for row in build.choices(YEAR_PAIRS) if row["to_year"] == until})


def _after(build: Build, since: int) -> list[int]:
    return sorted({row["to_year"] for row in build.choices(YEAR_PAIRS) if row["from_year"] == since})


def survey(view: View) -> None:
    """Which survey, where more than one has answers here; nothing chosen is the newest."""
    lang = view.state.lang
    found = {row["survey_id"]: row for row in view.build.choices(SURVEYS, {"region": view.state.region})}
    if len(found) < 2:
        return
    address.keep("survey", view.state.survey)
    st.selectbox(
        word("app.survey", lang),
        list(found),
        index=None,
        format_func=lambda name: _survey(found[name], lang),
        key="survey",
        placeholder=word("app.latest_survey", lang),
        width=_NARROW * 3,
    )


def _survey(row: Row, lang: Lang) -> str:
    title, first = row[column(lang, "title")], fmt.date(row["fielded_from"], lang)
    # the day first: surveys of one series differ in little else, and a narrow box cuts the end
    return f"{first}～ {title}" if lang == "ja" else f"From {first}: {title}"


def per_resident(view: View) -> None:
    """Amounts as they are, or per resident."""
    address.keep("per", view.state.per)
    st.toggle(word("app.per_resident", view.state.lang), key="per")


def search(view: View) -> None:
    """Words that the entries of a register must hold: the same that all is searched for."""
    _search(view, word("app.search", view.state.lang))


def search_all(view: View) -> None:
    """Words that anything on the board must hold."""
    _search(view, word("search.label", view.state.lang))


def _search(view: View, label: str) -> None:
    address.keep("search", view.state.search or "")
    st.text_input(
        label,
        key="search",
        max_chars=60,
        placeholder=word("app.search_example", view.state.lang),
        width=_NARROW + 100,
    )
