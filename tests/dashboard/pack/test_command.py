"""python -m dashboard pack: what it makes, what it says of wrong use, and that nothing half-written stays."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from typer.testing import CliRunner, Result

from dashboard.__main__ import cli
from dashboard.mart import Build, shared_mart
from dashboard.pack import choice
from dashboard.pack import settings as kept
from dashboard.pack.problems import PackError
from dashboard.pack.slides import check
from dashboard.pack.slides.template import PANEL_LAYOUTS, opened
from dashboard.paths import ROOT
from etl.build import history
from etl.paths import Paths
from tests.conftest import Mart
from tests.dashboard.pack.conftest import settings

MEETING = "令和7年度第1回推進会議"
REQUEST = {"meeting": MEETING, "date": "2026-02-10", "pages": "overview,disbursements"}


@pytest.fixture(scope="module")
def office(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project's folder with a mart of its own, which packs may pin."""
    root = tmp_path_factory.mktemp("office")
    shutil.copytree(mart.paths.mart, root / "data" / "mart")
    return root


def pack(root: Path, *options: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dashboard", "pack", *options]
    if limit is not None:  # blocks of 512 bytes: the disk is full for whatever is larger
        command = ["sh", "-c", f'ulimit -f {limit}; exec "$@"', "sh", *command]
    environment = {**os.environ, "RENKEI_MART": str(root / "data" / "mart"), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120,
        check=False,
    )  # fmt: skip


def called(root: Path, *options: str) -> Result:
    """The same in this process: for what ends in a sentence."""
    return CliRunner().invoke(cli, ["pack", *options], env={"RENKEI_MART": str(root / "data" / "mart")})


def request(out: Path, *more: str) -> list[str]:
    """The usual options, but for those that `more` gives: each stands once."""
    usual = {
        "--meeting": MEETING,
        "--date": "2026-02-10",
        "--number": "資料1",
        "--out": str(out),
        "--pages": "概況,cap_use,disbursements",
        "--region": "minamisorachi",
    }
    return [*(part for name in usual if name not in more for part in (name, usual[name])), *more]


def test_a_pack_is_made_its_settings_kept_and_its_build_pinned(office: Path, tmp_path: Path) -> None:
    done = pack(office, *request(tmp_path / "out", "--save", str(tmp_path / "council.toml")))
    assert done.returncode == 0, done.stderr
    (file,) = (tmp_path / "out").iterdir()
    assert done.stdout.strip() == str(file)
    assert file.name == "20260210_令和7年度第1回推進会議.pptx"
    assert "0 %" in done.stderr.splitlines()[0]
    slides = Presentation(str(file)).slides
    assert MEETING in slides[0].shapes.title.text
    build_id = json.loads((office / "data/mart/current.json").read_text())["build_id"]
    pins = json.loads((office / "data/mart/builds" / build_id / "pinned.json").read_text(encoding="utf-8"))
    assert [pin["as"] for pin in pins["pins"]] == [MEETING]
    assert f'is pinned as "{MEETING}"' in done.stderr
    # next year: the same settings, another date; the same build needs no second pin for this meeting
    again = called(office, "--settings", str(tmp_path / "council.toml"), "--out", str(tmp_path / "next"),
                   "--date", "2027-02-09")  # fmt: skip
    assert again.exit_code == 0, again.stderr
    (later,) = (tmp_path / "next").iterdir()
    assert later.name.startswith("20270209_")
    assert len(Presentation(str(later)).slides) == len(slides)


def test_a_full_disk_leaves_nothing_and_says_so(office: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = pack(office, *request(out, "--format", "pptx,xlsx,html"), limit=100)
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("途中のものは残していない") == 3
    assert done.stderr.count("no part is left") == 3
    assert "Traceback" not in done.stderr
    assert list(out.iterdir()) == []


def test_a_pack_ended_midway_leaves_nothing(office: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    environment = {**os.environ, "RENKEI_MART": str(office / "data" / "mart")}
    command = [sys.executable, "-m", "dashboard", "pack", *request(out, "--pages", "data,analyst,cases")]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not (out.exists() and list(out.iterdir())) and time.monotonic() < deadline:
        time.sleep(0.01)
    running.send_signal(signal.SIGTERM)
    running.communicate(timeout=60)
    assert running.returncode != 0
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(
    ("changes", "japanese", "english"),
    [
        ({"pages": "overveiw"}, "この名前の頁も図もない", 'did you mean "overview"?'),
        ({"pages": "cap_us"}, "候補: cap_use", 'did you mean "cap_use"?'),
        ({"pages": "coalition"}, "市区町村を選ぶ", "choose municipalities"),
        ({"region": "minamisorach"}, "候補: minamisorachi", "no such region"),
        ({"members": "999999"}, "この版にない団体コード", "no such municipality"),
        ({"year": 1999}, "交付のある年度: 2020", "years with grants: 2020"),
        ({"since": 1950}, "比べられる二つの年", "years that can be compared"),
        ({"survey": "staff_2026"}, "ここに回答のある調査はない", "no survey has answers here"),
        ({"build": "20200101T000000Z-00000000"}, "この版はない", "this build is gone"),
    ],
)
def test_what_a_build_does_not_know_is_said(
    changes: dict[str, Any], japanese: str, english: str, mart_copy: Path
) -> None:
    mart = shared_mart(mart_copy)
    asked = kept.parse({**REQUEST, **changes})
    with pytest.raises(PackError) as told:
        choice.chosen(asked, choice.build_of(asked, mart))
    assert japanese in "".join(problem.line("ja") for problem in told.value.problems)
    assert english in "".join(problem.line("en") for problem in told.value.problems)


@pytest.mark.parametrize(
    ("changes", "setting"),
    [
        ({"date": "2026-02-30"}, "date"),
        ({"meeting": "あ" * 200}, "meeting"),
        ({"pages": ""}, "pages"),
        ({"languages": "fr"}, "languages"),
        ({"csv_encoding": "latin1"}, "csv_encoding"),
        ({"members": "12"}, "members"),
        ({"large_print": "yes"}, "large_print"),
        ({"slides": -1}, "slides"),
        ({"slides": "many"}, "slides"),
        ({"slides": True}, "slides"),
        ({"values": "yes"}, "values"),
        ({"metting": "x"}, "metting"),
        ({"year": "R6"}, "year"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(changes: dict[str, Any], setting: str) -> None:
    with pytest.raises(PackError) as told:
        kept.parse({**REQUEST, **changes})
    assert setting in [problem.setting for problem in told.value.problems]
    for problem in told.value.problems:
        assert problem.expected.ja
        assert problem.expected.en


@pytest.mark.parametrize(
    "text", ["2026-02-10", "2026/2/10", "2026年2月10日", "令和８年２月１０日", "R8.2.10", " 2026-2-10 "]
)
def test_a_date_is_taken_as_an_office_writes_it(text: str) -> None:
    assert kept.parse({**REQUEST, "date": text}).date == dt.date(2026, 2, 10)


@pytest.mark.parametrize("text", ["8.2.10", "2026-02", "令和100年1月1日", "10/02/2026", "2026-13-01"])
def test_a_date_that_may_be_another_is_none(text: str) -> None:
    with pytest.raises(PackError) as told:
        kept.parse({**REQUEST, "date": text})
    assert [problem.setting for problem in told.value.problems] == ["date"]


def test_settings_come_back_from_their_file(tmp_path: Path) -> None:
    told = {
        **REQUEST, "number": '資料"1"\\', "languages": "en,ja",
        "formats": ["pptx"], "region": "minamisorachi",
        "peers": "soya,kushiro", "year": 2023, "members": "012106,012149", "coalition": "空知の水道",
        "per": True, "large_print": True, "slides": 12,
        "build": "20260101T000000Z-0123abcd", "csv_encoding": "cp932",
    }  # fmt: skip
    asked = kept.parse(told)
    file = tmp_path / "council.toml"
    file.write_text(kept.text(asked), encoding="utf-8")
    assert kept.parse(kept.read(file)) == asked
    assert asked.date == dt.date(2026, 2, 10)


@pytest.mark.parametrize(
    ("template", "named"),
    [("office.pptx", "office.pptx"), ("shared/office.pptx", "shared/office.pptx")],
)
def test_a_template_is_kept_as_seen_from_its_settings(template: str, named: str, tmp_path: Path) -> None:
    file, moved = tmp_path / "a" / "council.toml", tmp_path / "b"
    (file.parent / template).parent.mkdir(parents=True)
    (file.parent / template).write_bytes(b"office")
    asked = kept.parse({**REQUEST, "template": str(file.parent / template)})
    file.write_text(kept.text(asked, folder=file.parent), encoding="utf-8")
    assert kept.read(file)["template"] == named
    shutil.move(file.parent, moved)  # carried along with the template
    found = kept.parse(kept.read(moved / "council.toml"), moved).template
    assert found is not None
    assert found.read_bytes() == b"office"


def test_a_template_elsewhere_is_kept_as_the_way_there(tmp_path: Path) -> None:
    asked = kept.parse({**REQUEST, "template": str(tmp_path / "templates" / "office.pptx")})
    folder = tmp_path / "council" / "2026"
    told = kept.text(asked, folder=folder)
    assert 'template = "../../templates/office.pptx"' in told
    (tmp_path / "council.toml").write_text(told, encoding="utf-8")
    found = kept.parse(kept.read(tmp_path / "council.toml"), folder).template
    assert found is not None
    assert found.resolve() == tmp_path / "templates" / "office.pptx"


def test_a_page_brings_its_panels_once_and_in_order(build: Build) -> None:
    asked = kept.parse({**REQUEST, "pages": "cap_use,概況,attention,Grants"})
    parts = choice.chosen(asked, build)
    names = [(part.page.page_id, panel.panel_id) for part in parts for panel in part.panels]
    assert names[:3] == [
        ("disbursements", "cap_use"),
        ("overview", "grants_by_year"),
        ("overview", "attention"),
    ]
    assert len(names) == len(set(names))
    assert [part.whole for part in parts] == [False, True, True]


@pytest.mark.parametrize("option", ["--out", "--template", "--settings"])
def test_wrong_use_writes_nothing(option: str, office: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder, not a template", encoding="utf-8")
    out = tmp_path / "out"
    given = {
        "--out": str(in_the_way / "out"),
        "--template": str(in_the_way),
        "--settings": str(tmp_path / "no.toml"),
    }
    done = called(office, *request(out), option, given[option])
    assert done.exit_code == 2, done.stderr
    assert option[2:] in done.stderr
    assert not out.exists() or list(out.iterdir()) == []


def _template(path: Path, panel: str) -> Path:
    presentation: Any = Presentation()
    presentation.slide_layouts.get_by_name("Title Only").name = panel
    presentation.slides.add_slide(presentation.slide_layouts[0]).shapes.title.text = "例"
    presentation.save(str(path))
    return path


@pytest.mark.parametrize("save", ["council.toml", "no folder/council.toml"])
def test_settings_that_are_wrong_or_have_no_place_are_not_saved(
    save: str, office: Path, tmp_path: Path
) -> None:
    wrong = () if "/" in save else ("--pages", "overveiw")
    done = called(office, *request(tmp_path / "out", "--save", str(tmp_path / save), *wrong))
    assert done.exit_code == 2, done.stderr
    assert ("save" if "/" in save else "overview") in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_where_there_is_no_build_it_is_said(tmp_path: Path) -> None:
    for options in (["--list"], request(tmp_path / "out")):
        done = called(tmp_path, *options)
        assert done.exit_code == 2, done.stderr
        assert "データの版がまだない" in done.stderr
        assert "there is no build yet" in done.stderr
        assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_pack_that_is_not_to_pin_leaves_no_name_on_the_build(office: Path, tmp_path: Path) -> None:
    build = (
        office / "data/mart/builds" / json.loads((office / "data/mart/current.json").read_text())["build_id"]
    )
    before = (
        sorted(build.iterdir()),
        (build / "pinned.json").exists() and (build / "pinned.json").read_bytes(),
    )
    done = called(
        office,
        *request(tmp_path / "out", "--pages", "cap_use", "--no-pin", "--meeting", "だれかの会議"),
    )
    assert done.exit_code == 0, done.stderr
    after = sorted(build.iterdir()), (build / "pinned.json").exists() and (build / "pinned.json").read_bytes()
    assert after == before
    assert "だれかの会議" not in done.stderr


def test_a_meetings_name_that_another_build_has_is_told_apart_by_date_then_by_build(
    past: Path, tmp_path: Path
) -> None:
    """The same meeting's pack made anew on newer builds: each is kept, under a name of its own."""
    root = tmp_path / "office"
    shutil.copytree(past, root)
    named = []
    for turn, build in enumerate(reversed(history.stored_builds(Paths(root)))):
        build_id = build.build_id
        out = tmp_path / f"out{turn}"
        done = called(root, *request(out, "--pages", "cap_use", "--build", build_id))
        assert done.exit_code == 0, done.stderr
        held = json.loads((root / "data/mart/builds" / build_id / "pinned.json").read_text(encoding="utf-8"))
        named += [(pin["as"], build_id) for pin in held["pins"]]
    first, second, third = (build_id for _, build_id in named)
    assert len({first, second, third}) == 3
    dated = f"{MEETING} 2026-02-10"
    assert [name for name, _ in named] == [MEETING, dated, f"{dated} {third}"]


def test_a_template_without_the_layouts_is_refused_by_name(tmp_path: Path) -> None:
    file = _template(tmp_path / "office.pptx", "図なし")
    with pytest.raises(PackError) as told:
        check(settings(template=file))
    line = told.value.problems[0].line("ja") + told.value.problems[0].line("en")
    assert PANEL_LAYOUTS[0] in line
    assert "図なし" in line


def test_a_template_of_the_office_keeps_its_fonts_and_loses_its_examples(tmp_path: Path) -> None:
    found = opened(_template(tmp_path / "office.pptx", PANEL_LAYOUTS[0]), "ja", False)
    assert len(found.presentation.slides) == 0
    assert found.panel.name == PANEL_LAYOUTS[0]
    assert (found.type.latin, found.type.ea) == ("+mn-lt", "+mn-ea")
