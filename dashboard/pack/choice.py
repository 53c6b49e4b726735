"""What was chosen, against what a build has: pages and panels in order, region, members, years."""

from __future__ import annotations

from dashboard import choices
from dashboard.mart import Build, Mart, NoMart
from dashboard.pack.problems import PackError, Problem
from dashboard.pack.settings import Settings
from dashboard.panels import BY_PAGE
from dashboard.panels.slope import YEAR_PAIRS
from dashboard.panels.surveyed import SURVEYS
from dashboard.parameters import year_pair
from dashboard.scope import narrowed, scope_of, scopes
from dashboard.selection import COALITION, Chosen, selected
from dashboard.state import State
from dashboard.text import T
from renkei.near import near
from renkei.whole import Damaged


def build_of(settings: Settings, mart: Mart) -> Build:
    """The build the settings name, else the live one, with the regions of their scope. Raises PackError."""
    build, state = build_named(settings.state.build, mart), settings.state
    if state.scope and scope_of(state.scope, build, state.lang) is None:
        offered = scopes(build, state.lang)
        why = T("この版にない範囲", "this build has no such scope")
        raise PackError(Problem("scope", state.scope, why, near(state.scope, offered)))
    return narrowed(state.scope, build, state.lang)


def _damaged(damage: Damaged | None) -> T | None:
    if damage is None:
        return None
    return T(
        f"版 {damage.build_id} は壊れている（{damage.ja}。python -m etl refresh で作り直す）",
        f"build {damage.build_id} is damaged ({damage.en}; python -m etl refresh makes it anew)",
    )


def build_named(name: str | None, mart: Mart) -> Build:
    """The build of this id or of this meeting; without a name the live one. Raises PackError."""
    if not name or name == "live":
        try:
            return mart.live()
        except NoMart as none:
            why = T(
                "データの版がまだない（python -m etl refresh）",
                "there is no build yet (python -m etl refresh)",
            )
            raise PackError(Problem("build", "", _damaged(none.damaged) or why)) from None
    build = mart.build(name)
    if build is not None:
        return build
    known = [str(manifest["build_id"]) for manifest in mart.builds()]
    pinned = [item for item in known if name in mart.marks(item).pinned_as]
    if any(mart.withdrawn(item) for item in (name, *pinned)):
        withdrawn = T(
            "この版は取り下げられている（一覧は python -m etl builds）",
            "this build has been withdrawn (python -m etl builds lists them)",
        )
        raise PackError(Problem("build", name, withdrawn))
    if told := _damaged(mart.damaged(name)):
        raise PackError(Problem("build", name, told))
    if pinned and (build := mart.build(pinned[0])):
        return build
    why = T(
        "この版はない（消された版は作り直せない。一覧は python -m etl builds）",
        "this build is gone or never was (python -m etl builds lists those that are kept)",
    )
    raise PackError(Problem("build", name, why, near(name, known)))


def chosen(settings: Settings, build: Build) -> tuple[Chosen, ...]:
    """Pages and panels in the order asked for. Raises PackError with every name that is not known."""
    state, found = settings.state, _wrong_state(settings.state, build)
    selection = selected(settings.wanted, state, build)
    why = T(
        "この名前の頁も図もない（一覧は python -m dashboard pack --list）",
        "there is no page and no panel of this name (python -m dashboard pack --list)",
    )
    found += [Problem("pages", asked, why, nearest) for asked, nearest in selection.unknown]
    together = {panel.panel_id for panel in BY_PAGE[COALITION]}
    named = {panel.panel_id for part in selection.parts for panel in part.panels}
    if not state.members and together & named:
        why = T(
            "市区町村を選ぶ（members = 団体コードの列）",
            "choose municipalities (members = their codes)",
        )
        found.append(Problem("members", "", why))
    if found:
        raise PackError(*found)
    return selection.parts


def _wrong_state(state: State, build: Build) -> list[Problem]:
    """Region, peers, members, years and survey that this build does not know."""
    regions = set(choices.region_names(build, state.lang))
    codes = choices.municipalities(build)
    years = set(choices.fiscal_years(build))
    pairs = {(row["from_year"], row["to_year"]) for row in build.choices(YEAR_PAIRS)}
    here = T("この版にない地域", "this build has no such region")
    found = [
        Problem(setting, name, here, near(name, regions))
        for setting, names in (("region", (state.region,)), ("peers", state.peers))
        for name in names
        if name and name not in regions
    ]
    found += [
        Problem("members", code, T("この版にない団体コード", "this build has no such municipality"))
        for code in state.members
        if code not in codes
    ]
    if state.year is not None and state.year not in years:
        told = "、".join(str(year) for year in sorted(years))
        found.append(
            Problem("year", str(state.year), T(f"交付のある年度: {told}", f"years with grants: {told}"))
        )
    surveys = [row["survey_id"] for row in build.query(SURVEYS, {"region": state.region})]
    if state.survey and state.survey not in surveys:
        told = "、".join(surveys)
        why = T(f"ここに回答のある調査: {told}", f"surveys with answers here: {told}")
        why = why if surveys else T("ここに回答のある調査はない", "no survey has answers here")
        found.append(Problem("survey", state.survey, why, near(state.survey, surveys)))
    slope = year_pair(state)
    if (state.since or state.until) and slope not in pairs:
        told = "、".join(f"{first}–{last}" for first, last in sorted(pairs))
        why = T(f"比べられる二つの年: {told}", f"years that can be compared: {told}")
        found.append(Problem("since, until", f"{slope[0]}–{slope[1]}", why))
    return found
