"""A damaged build as readers and monitors meet it: said, logged, never shown, made good by a refresh."""

from __future__ import annotations

import json
import logging
import os
import shutil
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.health import health_report
from dashboard.mart import Mart, NoMart, shared_mart
from dashboard.pack.choice import build_named
from dashboard.pack.problems import PackError
from dashboard.text import LANGUAGES, Lang, word
from etl.paths import Paths
from renkei import whole
from tests.conftest import ROOT
from tests.damage import MANIFEST, WAYS, damage, flipped
from tests.etl.helpers import called
from tests.long import some
from tests.sealed import seal

_SCRIPT = ROOT / "dashboard" / "entry" / "board.py"
_OLD, _NEW = "20260101T000000Z-aaaaaaaa", "20260201T000000Z-bbbbbbbb"


@pytest.fixture
def two(mart_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A mart with an older build and a newer one, which is live."""
    folder = tmp_path / "mart"
    source = next((mart_copy / "builds").glob("*/manifest.json")).parent
    for name, when in ((_OLD, "2026-01-01T00:00:00+00:00"), (_NEW, "2026-02-01T00:00:00+00:00")):
        shutil.copytree(source, folder / "builds" / name)
        seal(folder / "builds" / name, created_at=when)
    (folder / "current.json").write_text(json.dumps({"build_id": _NEW}), encoding="utf-8")
    monkeypatch.setenv("RENKEI_MART", str(folder))
    shared_mart.cache_clear()
    return folder


def _page(lang: Lang, build: str | None = None) -> str:
    """All that the page says. Fails where it shows an exception."""
    at = AppTest.from_file(str(_SCRIPT), default_timeout=60)
    at.query_params["lang"] = lang
    if build:
        at.query_params["build"] = build
    at.run()
    assert not at.exception, at.exception
    return "\n".join([*(str(item.proto.body) for item in at.get("html")), *(e.value for e in at.error)])


def _says(sentence: str, key: str, lang: Lang, **named: str) -> bool:
    """Whether the page says the sentence with these names, whatever stands for the others."""
    text = word(f"app.{key}", lang)
    for name, value in named.items():
        text = text.replace("{" + name + "}", value)
    return text in unescape(sentence)


def _why(mart: Path, build: str, lang: Lang) -> str:
    found = whole.damage(mart / "builds" / build)
    assert found is not None
    return found.ja if lang == "ja" else found.en


@pytest.mark.parametrize("way", some(list(WAYS), lambda n, _: n in (1, 2, 4, 7)))
def test_a_damaged_live_build_is_never_shown_and_everybody_is_told(
    two: Path, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    name, reason = damage(two / "builds" / _NEW, way)
    with caplog.at_level(logging.ERROR):
        mart = Mart(two)
        assert mart.live().build_id == _OLD
    assert [r.getMessage() for r in caplog.records if _NEW in r.getMessage() and name in r.getMessage()]
    told, status = health_report(mart)
    assert status == 503
    assert told["status"] == "degraded"
    assert (told["build_id"], told["damaged"]["build_id"]) == (_OLD, _NEW)
    assert (told["damaged"]["file"], told["damaged"]["reason"]) == (name, reason)
    assert str(two) not in json.dumps(told)
    with pytest.raises(PackError) as refused:
        build_named(_NEW, mart)
    assert f"build {_NEW} is damaged" in str(refused.value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_damage_while_the_board_runs_is_met_at_the_next_click(two: Path, lang: Lang) -> None:
    assert "data-finding" in _page(lang)
    flipped(two / "builds" / _NEW / whole.DATABASE)
    told = _page(lang)
    assert "data-finding" in told
    assert _says(told, "damaged", lang, damaged=_NEW, build=_OLD, why=_why(two, _NEW, lang))
    assert str(two) not in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_address_of_a_damaged_build_says_so(two: Path, lang: Lang) -> None:
    damage(two / "builds" / _OLD, "parquet gone")
    told = _page(lang, _OLD)
    assert _says(told, "damaged_build", lang, build=_OLD, why=_why(two, _OLD, lang))
    assert "data-finding" in told


def test_a_damaged_build_that_nobody_would_be_shown_degrades_nothing(two: Path) -> None:
    damage(two / "builds" / _OLD, "page flipped")
    assert health_report(Mart(two)) == ({"status": "ok", "build_id": _NEW}, 200)


def test_the_only_build_damaged_is_a_page_with_a_sentence_and_comes_back(
    live_project: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_MART", str(live_project.mart))
    shared_mart.cache_clear()
    mart = shared_mart(live_project.mart)
    broken = mart.live().build_id
    damage(live_project.builds / broken, "header zeroed")
    for lang in LANGUAGES:
        told = _page(lang)
        assert _says(told, "all_damaged", lang, build=broken, why=_why(live_project.mart, broken, lang))
        assert "data-finding" not in told
    with pytest.raises(NoMart):
        mart.live()
    told_of, status = health_report(mart)
    assert (told_of["status"], told_of["damaged"]["build_id"], status) == ("no mart", broken, 503)
    from dashboard.warm import warm

    warm()  # the server starts
    assert called(live_project, "refresh").returncode == 0
    anew = mart.live().build_id  # without a new start
    assert anew != broken
    assert health_report(mart) == ({"status": "ok", "build_id": anew}, 200)
    assert "data-finding" in _page("ja")


def test_a_pointer_that_leads_nowhere_is_degraded(two: Path) -> None:
    (two / "current.json").write_text('{"build_id": "20200101T000000Z-gone"}', encoding="utf-8")
    told, status = health_report(Mart(two))
    assert (told["status"], told["build_id"], status) == ("degraded", _NEW, 503)
    assert "current.json" in told["en"]


def test_the_disk_going_bad_under_an_open_build_is_found_by_the_monitor(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mart, file = Mart(two), two / "builds" / _NEW / whole.DATABASE
    assert health_report(mart)[1] == 200
    stat = file.stat()
    flipped(file)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # no date tells of it
    assert health_report(mart)[1] == 200  # asked again at once: what was read a moment ago is not read again
    monkeypatch.setattr("dashboard.health._EVERY", -1.0)
    told, status = health_report(mart)
    assert (told["status"], status, mart.live().build_id) == ("degraded", 503, _OLD)


def test_a_click_reads_no_file_again(two: Path) -> None:
    mart = Mart(two)
    mart.live()
    read = whole._sha256.cache_info().misses
    opened = mart.live()
    for _ in range(20):
        assert mart.live() is opened
        assert mart.damage() is None
    assert whole._sha256.cache_info().misses == read


def test_what_is_said_of_a_build_after_it_was_made_does_not_open_it_anew(two: Path) -> None:
    mart = Mart(two)
    opened = mart.live()
    (two / "builds" / _NEW / "pinned.json").write_text('{"pins": []}', encoding="utf-8")
    assert mart.live() is opened
    assert MANIFEST not in opened.manifest["files"]
