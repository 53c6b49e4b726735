"""人口: the members that will be small, by name, and what their regions lack."""

from __future__ import annotations

from dashboard import format as fmt
from dashboard.chart import Table
from dashboard.finding import column, count, none
from dashboard.nouns import PLACES, listed
from dashboard.panel import Column, Panel, Rows
from dashboard.panels import origins, projected
from dashboard.panels.population_rank import NOTES
from dashboard.selects import select
from dashboard.text import Lang, T

_SIZES = (2000, 5000, 10000)
_PERSONS = T("人", "persons")


def small(rows: Rows, lang: Lang) -> str:
    """How many fall below each size, how many of them are below it already; a few by name."""
    if not rows:
        return ""
    known = rows[0]["known"]
    if known == 1:
        return _alone(rows, lang)
    parts = []
    for at, size in enumerate(_SIZES):
        below = sum(count(rows, size_2050=each) for each in _SIZES[: at + 1])
        before = sum(count(rows, size_2020=each) for each in _SIZES[: at + 1])
        if below:
            parts.append(_below(size, below, before, lang))
    if lang == "ja":
        return f"2050年推計の人口が、{known}市町村のうち{'、'.join(parts)}"
    return f"Projected for 2050, of {known} municipalities: {', '.join(parts)}"


def _below(size: int, below: int, before: int, lang: Lang) -> str:
    limit = fmt.number(size, 0, lang)
    if lang == "ja":
        return f"{limit}人未満は{below}（2020年は{before}）"
    return f"{below} under {limit} residents ({before} in 2020)"


def _alone(rows: Rows, lang: Lang) -> str:
    row = rows[0]
    people = fmt.number(row["population_2050"], 0, lang)
    if lang == "ja":
        return f"{row['name']}の2050年の推計人口は{people}人"
    return f"{row['name_en']}: projected population of {people} in 2050"


def _finding(rows: Rows, lang: Lang) -> str:
    said = small(rows, lang)
    if said:
        return said
    return (
        "1万人未満と推計される市町村はない" if lang == "ja" else "No municipality is projected below 10,000"
    )


def _subtitle(rows: Rows, lang: Lang) -> str:
    if not rows:
        return none(lang)
    lacking = rows[0]["members"] - rows[0]["known"]
    names = listed([row[column(lang, "name")] for row in rows if row["size_2050"] == _SIZES[0]], PLACES, lang)
    if lang == "ja":
        told = "2050年推計で1万人未満の構成市町村、人口の少ない順（重なりは一度）"
        told += f"。2千人未満は{names}" if names else ""
        return told + (f"。推計のない{lacking}市町村は含まない" if lacking else "")
    told = "Members projected below 10,000 residents in 2050, each once, by population"
    told += f"; under 2,000: {names}" if names else ""
    return told + (f"; without the {lacking} that have no projection" if lacking else "")


small_towns = Panel(
    panel_id="small_towns",
    page="population",
    question=T(
        "2千人・5千人・1万人未満になるのはどの市町村で、何が足りないか",
        "Which members fall below 2,000, 5,000 or 10,000, and what do they lack?",
    ),
    subtitle=_subtitle,
    sql=select("population/small_towns"),
    chart=Table(tall=True, value="population_2050", label="name{lang}"),
    columns=(
        Column("name{lang}", T("市町村", "Municipality")),
        Column("regions{lang}", T("地域", "Region")),
        Column("population_2020", T("人口（2020年）", "Population 2020"), "count", _PERSONS),
        Column("population_2050", T("人口（2050年推計）", "Population 2050 (projection)"), "count", _PERSONS),
        Column("size_2020", T("区分（2020年）", "Size 2020"), words="size"),
        Column("size_2050", T("区分（2050年推計）", "Size 2050 (projection)"), words="size"),
        Column(
            "occupations{lang}",
            T("地域が不足と記した職種", "Reported short in its region"),
            missing="not_marked",
        ),
    ),
    remark=projected.DIFFERENCE,
    finding=_finding,
    origin=origins.PEOPLE,
    beside=(origins.SHORTAGES,),
    sources=origins.PLACES,
    needs=("members", "population"),
    notes=(
        T(
            "不足の職種は地域の記載で、市町村ごとの不足ではない。記載なしは、足りていることを意味しない",
            "Occupations are those its region reports short, not the municipality itself; nothing listed "
            "does not mean there are enough",
        ),
        *NOTES[1:],
    ),
)
