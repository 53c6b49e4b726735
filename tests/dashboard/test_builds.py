"""The board's side of history: meetings, candidates, comparison, runs; and old builds let go of."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from dataclasses import astuple, replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import comparison
from dashboard.mart import Mart, NoMart, shared_mart
from dashboard.pack import content
from dashboard.pack.choice import build_named
from dashboard.pack.problems import PackError
from dashboard.pages import PAGES
from dashboard.render.builds import moment
from etl.build import history, prune
from etl.gate import gate, surveygate
from etl.paths import Paths
from etl.survey.disclosure import Disclosed
from renkei.change import Change
from renkei.concealment import REVISION, rows_gone
from tests.dashboard.pack.made import request
from tests.etl.helpers import called, casebook, swap
from tests.long import some

_SCRIPT = Path(__file__).resolve().parents[2] / "dashboard" / "entry" / "board.py"
MEETING = "R7第1回推進会議"


@pytest.fixture
def project(past: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """Three builds that the board is to show."""
    shutil.copytree(past, tmp_path / "kept")
    paths = Paths(tmp_path / "kept")
    monkeypatch.setenv("RENKEI_MART", str(paths.mart))
    shared_mart.cache_clear()
    return paths


@pytest.fixture(scope="module")
def _still(past: Path, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    paths = Paths(Path(shutil.copytree(past, tmp_path_factory.mktemp("still") / "kept")))
    history.pin(paths, history.find(history.stored_builds(paths), ids(paths)[1]), MEETING)
    return paths


@pytest.fixture
def still(_still: Paths, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """The same three, the second pinned to a meeting, only to be read: each is opened once for many tests."""
    monkeypatch.setenv("RENKEI_MART", str(_still.mart))
    return _still


def ids(paths: Paths) -> list[str]:
    return [build.build_id for build in history.stored_builds(paths)]


def opened(page: str, **query: str) -> str:
    """Everything the page says, as HTML."""
    at = AppTest.from_file(str(_SCRIPT), default_timeout=60)
    for key, value in query.items():
        at.query_params[key] = value
    at._page_hash = calc_hash(page)
    at.run()
    assert [item.value for item in at.exception] == []
    return "\n".join(str(item.proto.body) for item in at.get("html"))


def banners(body: str) -> list[str]:
    return [
        re.sub("<[^>]+>", "", text) for text in re.findall(r'class="rb-banner[^>]*>(.*?)</p>', body, re.S)
    ]


@pytest.mark.parametrize("page", some([page.page_id for page in PAGES], lambda number, _: number % 3 == 0))
def test_a_pinned_build_says_its_meeting_on_every_page(still: Paths, page: str) -> None:
    _, second, _ = ids(still)
    (ja,) = banners(opened(page, build=second))
    assert f"会議「{MEETING}」の版（{second}）" in ja
    assert "公開中の版ではありません" in ja
    (en,) = banners(opened(page, build=second, lang="en"))
    assert f"the meeting “{MEETING}”" in en
    assert "not the live one" in en
    assert banners(opened(page)) == []


def test_a_pinned_build_says_its_meeting_while_it_is_live_but_not_on_the_wall(project: Paths) -> None:
    newest = ids(project)[0]
    history.pin(project, history.find(history.stored_builds(project), newest), MEETING)
    (text,) = banners(opened("overview", build=newest))
    assert f"会議「{MEETING}」" in text
    assert "公開版と同じ" in text
    # anybody may be shown it, at another meeting
    shown = opened("overview", build=newest, present="1", step="2")
    assert 'data-step="2"' in shown
    assert MEETING not in shown


@pytest.mark.parametrize(("lang", "said"), [("ja", "改定 1（交付額）"), ("en", "Revised 1 (Grants)")])
def test_what_changed_since_the_last_meeting_is_said_and_shown_by_value(
    still: Paths, lang: str, said: str
) -> None:
    """The second build was shown at a meeting; then a grant was revised."""
    newest, second, first = ids(still)
    data = opened("data", lang=lang)
    part = data[data.index('id="since_meeting"') : data.index('id="sources"')]
    assert MEETING in part
    assert said in part
    # on a wall two days are read, and two ids are not
    assert re.search("に作成した版と、.*の版の違い|Between the builds made on .* and", part)
    assert second not in part
    assert newest not in part
    cells = [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", part)]
    assert {"8,100,000", "8,200,000"} <= set(cells)
    overview = opened("overview", lang=lang)
    [sentence] = re.findall('<li data-conclusion="since_meeting">(.*?)</li>', overview)
    assert said in sentence
    assert MEETING not in sentence, "what is projected names no meeting but the one that is held"
    assert re.search('href="data[^"]*#since_meeting"', sentence)
    # the same opens the pack
    pack = content.make(request(lang, ("overview",)), Mart(still.mart), lang)
    assert [item.text for item in pack.sections[0].conclusions if said in item.text] != []
    # at the meeting itself, and where none was before, there is nothing to say
    for build in (second, first):
        assert "since_meeting" not in opened("data", lang=lang, build=build)
        assert "since_meeting" not in opened("overview", lang=lang, build=build)


def test_the_name_of_a_meeting_is_text_and_nothing_else(project: Paths) -> None:
    newest = ids(project)[0]
    history.pin(project, history.find(history.stored_builds(project), newest), "<b>x</b>")
    for page in ("overview", "data"):
        body = opened(page, build=newest)
        assert "<b>x</b>" not in body
        assert "&lt;b&gt;x&lt;/b&gt;" in body


def test_a_candidate_is_said_on_every_page_and_shown_with_its_values(project: Paths) -> None:
    swap(casebook(project, "disbursements.csv"), '"8,200"', '"8,300"')
    assert called(project, "refresh").returncode == 3
    name = json.loads(project.last_run.read_text(encoding="utf-8"))["diff_id"]
    for page in PAGES:
        (text,) = banners(opened(page.page_id))
        assert "1件" in text
        assert name in text
    body = opened("data")
    part = body[body.index('id="candidate"') : body.index('id="sources"')]
    assert f"ACCEPT={name}" in part
    cells = [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", part)]
    assert cells == [
        "改定",
        "交付額",
        "日高連携地域、R4、広域連携加速化事業",
        "交付額 [円]",
        "8,200,000",
        "8,300,000",
        "+100,000（+1.2%）",
        "hokkaido_casebook_2024/disbursements.csv:13",
    ]
    assert "8,300" not in opened("disbursements"), "the board shows the live build"


@pytest.mark.long
def test_a_candidate_against_another_live_build_is_no_longer_told(project: Paths) -> None:
    swap(casebook(project, "disbursements.csv"), '"8,200"', '"8,300"')
    called(project, "refresh")
    history.rollback(project, history.before(history.stored_builds(project)))
    assert banners(opened("overview")) == []
    assert 'id="candidate"' not in opened("data")


def test_a_lost_pointer_is_said_with_the_build_that_is_shown(project: Paths) -> None:
    project.current.write_bytes(b'{"build')
    (text,) = banners(opened("overview"))
    assert "current.json" in text
    assert ids(project)[0] in text


def test_a_withdrawn_build_is_not_taken_for_the_live_one(project: Paths) -> None:
    newest, second, _ = ids(project)
    history.rollback(project, history.find(history.stored_builds(project), second))
    project.current.unlink()
    assert Mart(project.mart).live().build_id == second
    assert "取り下げ" in opened("data")
    assert Mart(project.mart).withdrawn(newest)


def test_a_withdrawn_build_opens_for_no_reader_and_says_so(project: Paths) -> None:
    newest, second, _ = ids(project)
    history.pin(project, history.find(history.stored_builds(project), newest), MEETING)
    readers = Mart(project.mart)
    assert readers.build(newest) is not None, "open before, in the board's own memory"
    history.rollback(project, history.find(history.stored_builds(project), second))
    assert readers.build(newest) is None
    for page in ("overview", "data"):
        (text,) = banners(opened(page, build=newest))
        assert newest in text
        assert "取り下げ" in text
    english = opened("overview", build=newest, lang="en")
    assert "has been withdrawn" in english
    projected = opened("overview", build=newest, present="1")
    assert "取り下げられた" in projected
    # not by its meeting, not in a pack, not in a comparison, not by the list
    for name in (newest, MEETING):
        with pytest.raises(PackError) as refused:
            build_named(name, readers)
        assert "取り下げ" in refused.value.problems[0].line("ja")
        assert "withdrawn" in refused.value.problems[0].line("en")
    body = opened("data", against=newest)
    part = body[body.index('id="builds"') : body.index('id="compare"')]
    assert f"overview?build={newest}" not in body
    assert f"against={newest}#compare" not in body
    assert newest in part
    # gone forward again, it is open again
    history.rollback(project, history.find(history.stored_builds(project), newest))
    assert Mart(project.mart).build(newest) is not None
    assert Mart(project.mart).live().build_id == newest


def test_a_withdrawn_build_does_not_come_back_where_the_pointer_is_lost(project: Paths) -> None:
    *_, first = ids(project)
    history.rollback(project, history.find(history.stored_builds(project), first))
    project.current.write_bytes(b"{")
    assert Mart(project.mart).live().build_id == first
    assert history.recover(project) == first
    project.current.write_bytes(b"{")
    shutil.rmtree(project.builds / first)
    with pytest.raises(NoMart):
        Mart(project.mart).live()
    assert history.recover(project) is None


@pytest.mark.parametrize(
    "build", ["令和8年の数字は誤りです", "<b>see example.jp</b>", "a" * 60, "20260101T000000Z-00000000"]
)
def test_the_words_of_an_address_do_not_stand_on_the_wall(still: Paths, build: str) -> None:
    for page in (opened("overview", build=build), opened("overview", build=build, present="1")):
        words = re.sub("<[^>]+>", "|", page)  # links carry the address on
        assert (build in words) == (build == "20260101T000000Z-00000000")
        assert "公開中の版を示します" in words


def test_the_builds_are_listed_with_links_that_open_them(project: Paths) -> None:
    newest, second, first = ids(project)
    history.pin(project, history.find(history.stored_builds(project), first), MEETING)
    body = opened("data")
    part = body[body.index('id="builds"') : body.index('id="compare"')]
    assert re.findall(r'href="overview\?build=([^"]+)"', part) == [newest, second, first]
    assert re.findall(r"against=([^#\"]+)#compare", part) == [second, first]
    rows = [re.sub("<[^>]+>", "|", row) for row in re.findall(r"<tr>(.*?)</tr>", part)[1:]]
    assert "公開版、表示中" in rows[0]
    assert "改定 1" in rows[0]
    assert "新規 1" in rows[1]
    assert f"会議「{MEETING}」" in rows[2]


@pytest.mark.parametrize(("older", "newer"), [(2, 0), (2, 1), (1, 0)])
def test_the_board_compares_as_the_command_does(still: Paths, older: int, newer: int) -> None:
    names = ids(still)
    mart = shared_mart(still.mart)
    first, second = mart.build(names[older]), mart.build(names[newer])
    assert first is not None
    assert second is not None
    found = comparison.between(first, second)
    text = gate.between(still.builds / names[older], still.builds / names[newer])
    assert found is not None
    assert found.counts == gate.counts(text)
    assert {(*astuple(item), item.by) for item in found.changes} == {
        (*astuple(replace(item, held=False)), item.by) for item in text
    }


def test_two_builds_are_compared_on_the_page_of_the_one_on_screen(still: Paths) -> None:
    newest, second, first = ids(still)
    body = opened("data", build=newest, against=first)
    part = body[body.index('id="compare"') : body.index('id="runs"')]
    assert f"{first} → {newest}" in part
    assert "新規 1、改定 1" in part
    assert "8,100,000" in part
    assert "+100,000" in part
    # whichever is on screen, the older one stands first
    assert f"{first} → {newest}" in opened("data", build=first, against=newest)
    assert f"{second} → {newest}" in opened("data", against="gone"), "an unknown one falls back"


def test_the_last_runs_are_told(project: Paths) -> None:
    assert "記録はまだない" in opened("data")
    called(project, "refresh")
    swap(casebook(project, "disbursements.csv"), '"8,200"', '"8,2OO"')
    called(project, "refresh")
    with project.log.open("a", encoding="utf-8") as log:
        log.write('{"at": "2026-')
    body = opened("data")
    part = body[body.index('id="runs"') :]
    rows = [re.sub("<[^>]+>", " ", row).split() for row in re.findall(r"<tr>(.*?)</tr>", part)[1:]]
    assert [(row[2], row[3]) for row in rows] == [("refresh", "問題あり"), ("refresh", "新しいものなし")]
    assert banners(body) == ["前回の更新は 1 件の問題で止まっています。公開中の版はそのままです。"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-11-21T10:17:04+00:00", "2026年11月21日 19:17"),
        ("2026-12-31T15:30:00+00:00", "2027年1月1日 00:30"),
        ("no time", "no time"),
    ],
)
def test_moments_are_told_in_japan_time(text: str, shown: str) -> None:
    assert moment(text, "ja") == shown


def test_a_build_nobody_asks_for_is_let_go_and_can_be_pruned(project: Paths) -> None:
    newest, second, first = ids(project)
    mart = Mart(project.mart)
    assert mart.live().build_id == newest
    held = mart.build(first)
    assert held is not None
    for number in range(5):  # readers of other builds come and go
        name = f"20260101T00000{number}Z-copy"
        shutil.copytree(project.builds / second, project.builds / name)
        manifest = json.loads((project.builds / name / "manifest.json").read_text(encoding="utf-8"))
        (project.builds / name / "manifest.json").write_text(json.dumps(manifest | {"build_id": name}))
        assert mart.build(name) is not None
    rows = held.query("select count(*) as n from disbursement")
    assert rows[0]["n"] == 32, "a page that still draws from it keeps it open"
    stays = {v.build.build_id: v.stays for v in prune.plan(project, 0, dt.timedelta(0))}
    assert stays[first] == "in_use"
    del held
    stays = {v.build.build_id: v.stays for v in prune.plan(project, 0, dt.timedelta(0))}
    assert stays[first] is None
    assert mart.build(first) is not None, "and it opens again when asked for"


def test_only_the_office_reads_of_whom_answers_would_be_known(project: Paths) -> None:
    """A page that named the municipalities would tell everybody which builds to subtract. The refresh names
    them, and each line of a list in two languages is told in that of the page."""
    cells = [("staff", question, "nurse", "012203") for question in ("required", "present", "hired")]
    found = Disclosed(new={cells[0]: frozenset({1}), cells[1]: frozenset({1, 2})}, hidden={*cells})
    [change] = surveygate.changes(found, {"012203": "士別市"})
    run = {
        "at": "2027-01-05T02:00:00+00:00",
        "command": "refresh",
        "result": "waiting",
        "diff_id": "abcd1234",
    }
    run |= {"live_build_id": ids(project)[0], "waiting": [change.as_dict()]}
    run |= {"changes": {"counts": {"disclosure": 1}, "rows": [change.as_dict()]}}
    (project.mart / "last_run.json").write_text(json.dumps(run), encoding="utf-8")
    manifest = project.builds / ids(project)[0] / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    gone = Change("survey_answer", "gone", "survey_id=staff", None, rows_gone(1234), None, None, True)
    rows = [change.as_dict(), gone.as_dict()]
    told |= {"changes": {"counts": {"disclosure": 1, "gone": 1}, "rows": rows, "concealment": REVISION}}
    manifest.write_text(json.dumps(told), encoding="utf-8")
    for lang, said, other in (
        ("ja", "1,234 行（値は示さない）", "1,234 rows"),
        ("en", "1,234 rows (their values are not told)", "1,234 行"),
    ):
        body = opened("data", lang=lang)
        assert said in body
        assert other not in body
        assert "python -m etl withdraw --surveys" in body
        for text in ("秘匿 3 セル", "of 3 suppressed", "Disclosure", "秘匿 1"):
            assert text not in body
    line = "士別市: 秘匿 3 セルのうち、公開中の版と並べると 1 セルは値が分かる、"
    assert line + "1 セルは取りうる値が下限の数より少なくなる" in change.line(english=True)
