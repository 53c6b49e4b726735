"""Any office's own board: no regions, one, 22, 60, a council alone, Fukushima's coast … draw every page in
both languages, every slide and sheet, and say in words where nothing is entered."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise, product
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard import format as fmt
from dashboard.charts.cells import grid
from dashboard.charts.kinds import drawings
from dashboard.charts.plotly import PROJECTOR, make_figure
from dashboard.mart import Build
from dashboard.mart import Mart as BoardMart
from dashboard.nothing import first
from dashboard.pack.slides.tabled import table_of
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.presentation.figure import projected
from dashboard.render import html, screen
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word
from dashboard.warm import warm
from etl.paths import Paths
from tests.conftest import ROOT
from tests.long import some
from tests.offices import OFFICES, OWN, QUICK, base, built, sweep

Mart = Callable[[str], Path]
_QUICK = [name in QUICK for name in OFFICES]
_EACH = some(OFFICES, lambda n, _: _QUICK[n])
_EMPTY = ["nothing", "council", "no_cases", "no_projects", "no_shortages", "no_grants"]
_MANY = some(["twenty_two", "sixty"], lambda n, _: n == 0)
_READ = re.compile(r"(slides|notesSlides|worksheets|charts)/[^/]*\.xml$|sharedStrings\.xml$")
_HOKKAIDO = re.compile("北海道|道内|道外|Hokkaido|hokkaido")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Mart:
    """The mart of an office by its name, each built once."""
    folder = tmp_path_factory.mktemp("offices")
    start = base(folder / "base")
    made: dict[str, Paths] = {}

    def mart(name: str) -> Path:
        if name not in made:
            made[name] = built(OFFICES[name], start, folder / name)
        return made[name].mart

    return mart


@pytest.fixture
def build(office: Mart, name: str) -> Iterator[Build]:
    with sweep.board_of(office(name)):
        yield BoardMart(office(name)).live()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", _EACH)
def test_every_page_of_every_office_is_drawn(office: Mart, name: str, lang: Lang) -> None:
    with sweep.board_of(office(name)):
        warm()
        for page_id in sweep.PAGE_IDS:
            shown = sweep.page(page_id, lang)
            assert shown.wrong == (), (page_id, shown.wrong)


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", OFFICES)
def test_every_page_is_drawn_with_a_region_in_focus(office: Mart, name: str, lang: Lang) -> None:
    if not OFFICES[name].areas:
        pytest.skip("an office without regions has none to focus on")
    with sweep.board_of(office(name)):
        for page_id in sweep.PAGE_IDS:
            shown = sweep.page(page_id, lang, region=OFFICES[name].areas[0].region_id)
            assert shown.wrong == (), (page_id, shown.wrong)


# an office without anything in English, one of another prefecture in Japanese
@pytest.mark.parametrize(
    ("name", "lang"),
    some(
        product(OFFICES, LANGUAGES), lambda _, case: case in (("nothing", "en"), ("nagano", "ja")), rows=True
    ),
)
def test_every_office_gets_its_pack(office: Mart, name: str, lang: Lang, tmp_path: Path) -> None:
    with sweep.board_of(office(name)):
        assert sweep.pack(office(name), tmp_path, languages=(lang,)) == ()
    made = {file.suffix for file in tmp_path.iterdir()}
    assert {".pptx", ".xlsx", ".html"} <= made
    own = set(OFFICES[name].prefectures)
    if own and "北海道" not in own:  # without regions the lists of all Japan begin with it
        for file, text in _text(tmp_path):
            assert _of_hokkaido(text) is None, file


def _text(folder: Path) -> Iterator[tuple[str, str]]:
    """What a reader reads in the files of a pack."""
    for file in sorted(folder.iterdir()):
        if file.suffix == ".html":
            yield file.name, sweep.text(file.read_text(encoding="utf-8"))
        elif file.suffix in (".pptx", ".xlsx"):
            with zipfile.ZipFile(file) as held:
                for part in held.namelist():
                    if re.search(
                        r"(slides|notesSlides|worksheets|charts)/[^/]*\.xml$|sharedStrings\.xml$", part
                    ):
                        yield f"{file.name}/{part}", sweep.text(held.read(part).decode("utf-8"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_prefectures_board_has_no_word_of_hokkaido(office: Mart, lang: Lang) -> None:
    with sweep.board_of(office("nagano")):
        for page_id in sweep.PAGE_IDS:
            assert _of_hokkaido(sweep.page(page_id, lang).text) is None, page_id


def _of_hokkaido(text: str) -> str | None:
    """The first passage that speaks of Hokkaido. A list of all prefectures names it among the others."""
    lines = text.splitlines()
    every = any(line.strip() in ("青森県", "Aomori") for line in lines)
    told = [line for line in lines if not (every and line.strip() in ("北海道", "Hokkaido"))]
    return next((line for line in told if _HOKKAIDO.search(line)), None)


def _population(prefecture: str, file: str, year: str) -> dict[str, int]:
    """code → people, of a published file, of one prefecture's municipalities."""
    path = ROOT / "data" / "sources" / file
    with path.open(encoding="utf-8-sig") as opened:
        return {
            row["municipality_code"]: int(row["population"])
            for row in csv.DictReader(opened)
            if row["municipality_code"].startswith(prefecture) and row["year"] == year
        }


_CENSUS = "census_1980_2020/population_census.csv"
_PROJECTION = "ipss_projection_2023/population_projection_2023.csv"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_prefectures_figure_stands_under_its_own_name(office: Mart, lang: Lang) -> None:
    now, then = (_population("20", file, year) for file, year in ((_CENSUS, "2020"), (_PROJECTION, "2050")))
    index = fmt.number(100 * sum(then.values()) / sum(now.values()), 1, lang)
    home = {"ja": f"長野県全体は{index}", "en": f"Nagano: {index}"}[lang]
    with sweep.board_of(office("nagano")):
        assert home in sweep.page("overview", lang).text
        bar = {"ja": f"長野県全体（{index}）", "en": f"Nagano as a whole ({index})"}[lang]
        assert bar in sweep.page("population", lang).text
        beside = {"ja": f"長野県全体は{index}％", "en": f"Nagano: {index}%"}[lang]
        assert beside in sweep.page("compare", lang).text


def test_a_share_over_the_border_is_of_the_same_municipalities(office: Mart) -> None:
    areas = OFFICES["border"].areas
    members = {code for area in areas for code in area.members}
    now = {**_population("20", _CENSUS, "2020"), **_population("10", _CENSUS, "2020")}
    [row] = BoardMart(office("border")).live().query("select * from kpi.coverage")
    assert row["prefecture"] == "群馬県・長野県"
    inside = sum(now[code] for code in members)
    assert row["share_pct"] == pytest.approx(100 * inside / sum(now.values()))
    # 嬬恋村 is a member of an area of 長野県 alone: it is in neither side of 長野県's share
    [alone] = BoardMart(office("nagano")).live().query("select * from kpi.coverage")
    home = _population("20", _CENSUS, "2020")
    taken = {code for area in OFFICES["nagano"].areas for code in area.members} & set(home)
    assert alone["prefecture"] == "長野県"
    assert alone["share_pct"] == pytest.approx(100 * sum(home[code] for code in taken) / sum(home.values()))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "page_id", "need"),
    [
        ("nothing", "overview", "regions"),
        ("nothing", "compare", "areas"),
        ("nothing", "disbursements", "grants"),
        ("nothing", "staffing", "regions"),
        ("nothing", "population", "members"),
        ("nothing", "fields", "projects"),
        ("nothing", "profile", "areas"),
        ("nothing", "cases", "measures"),
        ("council", "overview", "events"),
        ("council", "staffing", "bodies"),
        ("council", "disbursements", "grants"),
        ("council", "cases", "cases"),
        ("council", "fields", "projects"),
    ],
)
def test_a_page_without_anything_says_what_to_enter(
    office: Mart, name: str, page_id: str, need: str, lang: Lang
) -> None:
    with sweep.board_of(office(name)):
        text = sweep.page(page_id, lang).text
    assert word(f"nothing.{need}", lang) in text
    assert word(f"nothing.{need}_entry", lang) in text


@pytest.mark.parametrize("name", some(_EMPTY, lambda _, name: name in ("nothing", "council", "no_grants")))
def test_a_panel_without_rows_says_what_is_not_entered(build: Build, name: str) -> None:
    for panel in PANELS.values():
        data = prepare(panel, State(), build)
        if data.rows or not panel.needs:
            continue
        lacks = first(panel.needs, build)
        if lacks is not None:
            assert data.title == word(f"nothing.{lacks}", "ja"), panel.panel_id
            assert data.subtitle == word(f"nothing.{lacks}_entry", "ja"), panel.panel_id


@pytest.mark.parametrize("name", ["council"])
def test_a_council_alone_sees_what_is_ahead_of_its_members(build: Build, name: str) -> None:
    data = prepare(PANELS["population_outlook"], State(), build)
    members = OFFICES[name].areas[0].members
    assert len(members) == 23
    now, then = (_population("01", file, year) for file, year in ((_CENSUS, "2020"), (_PROJECTION, "2050")))
    last = next(row for row in data.rows if row["year"] == 2050)
    index = 100 * sum(then[code] for code in members) / sum(now[code] for code in members)
    assert last["index"] == pytest.approx(index)
    assert fmt.number(index, 1, "ja") in data.title


@pytest.mark.parametrize("name", ["nagano", "undated"])
def test_own_data_are_cited_by_the_sources_of_their_rows(build: Build, name: str) -> None:
    held = {row["source_id"] for row in build.query("select source_id from source")}
    for panel in PANELS.values():
        data = prepare(panel, State(members=("202011", "202029")), build)
        assert not data.lacking, panel.panel_id
        cited = [item.source_id for item in data.citations]
        assert len(cited) == len(set(cited))
        assert set(cited) <= held
        if data.rows and panel.sources:
            assert cited, panel.panel_id
    for name in ("grants_by_region", "grant_table", "project_timeline", "shortage_matrix", "region_facts"):
        data = prepare(PANELS[name], State(region="area_03" if name == "region_facts" else None), build)
        if data.rows:
            assert OWN in [item.source_id for item in data.citations], name


@pytest.mark.parametrize("name", _MANY)
def test_charts_of_many_regions_are_legible_from_far_away(build: Build, name: str) -> None:
    """Type of 11 px and more, rows that do not touch, and what has no room is counted."""
    count, tall = len(OFFICES[name].areas), 430
    for panel_id in ("cap_use", "grants_by_region", "cumulative", "population_outlook", "population_slope"):
        data = prepare(PANELS[panel_id], State(), build)
        few = 8 if panel_id == "grants_by_region" else 10  # both ends
        shown, left_out = projected(data)
        figure = make_figure(shown, PROJECTOR)
        sizes = [note.font.size for note in figure.layout.annotations]
        sizes += [axis.tickfont.size for axis in (*figure.select_yaxes(), *figure.select_xaxes())]
        sizes += [trace.textfont.size for trace in figure.data]
        assert min(size for size in sizes if size) >= 11, panel_id
        if panel_id == "cap_use":
            rows = [len(axis.tickvals) for axis in figure.select_yaxes()]
            assert sum(rows) == (count if count <= 50 else few)
            assert tall / max(rows) >= 1.2 * max(note.font.size for note in figure.layout.annotations)
        elif panel_id == "population_slope":
            named = [label for line in shown[0].series for label in line.labels.values()]
            assert len(named) + left_out == 3  # both ends and the prefecture
        else:
            assert len(shown) + left_out == few
            assert all((axis.domain[1] - axis.domain[0]) * tall > 40 for axis in figure.select_yaxes())


@pytest.mark.parametrize("name", _MANY)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_small_chart_of_the_cap_shows_both_ends_and_says_where_the_rest_is(
    build: Build, name: str, lang: Lang
) -> None:
    data = prepare(PANELS["cap_use"], State(lang=lang), build)
    figure = go.Figure(screen.compact_figure(data).to_dict())
    uses = sorted((row["cap_use_pct"] for row in data.rows if row["cap_use_pct"] is not None), reverse=True)
    assert list(figure.data[0].x) == [*uses[:5], *uses[-4:]]
    assert figure.layout.height / len(figure.data[0].x) > 20
    said = screen.left_out(data)
    assert str(len(data.rows) - 9) in said
    assert word("panel.details", lang) in re.sub("<[^>]*>", "", said)


@pytest.mark.parametrize("name", _MANY)
def test_small_charts_of_many_regions_keep_their_height(build: Build, name: str) -> None:
    """Each small chart is as high as one of eight regions, and the table of all has the others."""
    for panel_id in ("grants_by_region", "cumulative", "population_outlook"):
        data = prepare(PANELS[panel_id], State(), build)
        figure = make_figure(drawings(data))
        axes = [axis for axis in figure.select_yaxes()]
        few = 8 if panel_id == "grants_by_region" else 10
        assert len(axes) >= few  # the last row may have room left
        room = figure.layout.height - figure.layout.margin.t - (figure.layout.margin.b or 0)
        for axis in axes:
            assert (axis.domain[1] - axis.domain[0]) * room > 80, panel_id
        titles = [note.text for note in figure.layout.annotations]
        assert len(titles) >= few
        assert {item.facet for item in drawings(data)} <= set(titles)
        if panel_id != "grants_by_region":
            assert data.of_all is not None
            assert [line.name for line in grid(data.of_all).lines] == list(
                dict.fromkeys(row["name"] for row in data.rows)
            )
    slope = prepare(PANELS["population_slope"], State(), build)
    figure = make_figure(drawings(slope))
    places = sorted(note.y for note in figure.layout.annotations)
    low, high = figure.layout.yaxis.range
    apart = min(b - a for a, b in pairwise(places)) / (high - low) * figure.layout.height
    assert apart > 18
    assert len(places) == 3  # both ends and the prefecture


@pytest.mark.parametrize("name", _MANY)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_chart_of_many_says_which_it_draws_and_its_table_has_all(
    build: Build, name: str, lang: Lang
) -> None:
    """Recomputed from the rows: the ends by the last figure, and the two on either side of the focus."""
    count = len(OFFICES[name].areas)
    data = prepare(PANELS["cumulative"], State(lang=lang), build)
    last: dict[str, float] = {}
    for row in sorted(data.rows, key=lambda row: row["fiscal_year"]):
        if row["cumulative_yen"] is not None:
            last[row["series" if lang == "ja" else "series_en"]] = row["cumulative_yen"]
    amounts = sorted(last.values(), reverse=True)
    drawn = [last[item.facet] for item in drawings(data)]
    assert sorted(drawn, reverse=True) == [*amounts[:5], *amounts[-5:]]
    assert str(count) in data.subtitle
    assert data.subtitle != data.measured
    assert len({row[0] for row in data.cells}) == count
    for panel_id in ("grants_by_region", "cumulative", "population_outlook"):
        alone = prepare(PANELS[panel_id], State(lang=lang, region="area_03"), build)
        assert alone.cut is None
        assert alone.subtitle == alone.measured
    ranked = prepare(PANELS["cap_use"], State(lang=lang, region="area_03"), build)
    if count > 50:
        assert ranked.cut is not None
        assert ("値の大きい順" if lang == "ja" else "highest first") in ranked.subtitle
        order = sorted(ranked.rows, key=lambda row: (row["cap_use_pct"] is None, -(row["cap_use_pct"] or 0)))
        place = next(at for at, row in enumerate(order) if row["region_id"] == "area_03")
        near = {row["region_id"] for row in order[max(place - 2, 0) : place + 3]}
        assert near <= {row["region_id"] for row in ranked.plotted}
        assert len(drawings(ranked)[0].categories) == len(ranked.plotted) <= 15


@pytest.mark.parametrize("name", _MANY)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_matrix_of_many_regions_has_them_in_rows_on_every_output(
    build: Build, name: str, lang: Lang
) -> None:
    areas = [area.name if lang == "ja" else area.name_en for area in OFFICES[name].areas]
    for panel_id in ("field_matrix", "shortage_matrix"):
        data = prepare(PANELS[panel_id], State(lang=lang), build)
        assert [line.name for line in grid(data).lines] == areas, panel_id
        written = [row[0].text for row in table_of(data).rows]
        assert written == areas, panel_id
        body = html.grid(data)
        assert "rb-tall" in body
        assert re.findall('<th scope="row">(.*?)</th>', body) == areas, panel_id
